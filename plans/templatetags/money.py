"""Amounts in pages, as `plans.money` writes them."""

from django import template

from plans import money

register = template.Library()
register.filter("dollars", money.dollars)
