"""Counts of delivered service in table cells."""

from django import template

from partnerships.agreements import delivery

register = template.Library()
register.filter("amount", delivery.amount)


@register.filter
def confirmed(counts, name):
    return delivery.amount(counts.confirmed[name])


@register.filter
def waiting(counts, name):
    return delivery.amount(counts.waiting[name])


@register.filter
def delivered(counts, name):
    return delivery.amount(counts.of(name))
