from django import forms
from django.shortcuts import redirect, render

from bench.yardstick.models import Entry


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["place", "held_on", "title", "people"]


def small(request):
    """Yardstick (a): a small template, no query."""
    return render(request, "yardstick/small.html", {"words": ["families", "schools", "partners"]})


def table(request):
    """Yardstick (b): one indexed query of 50 rows, as an HTML table."""
    entries = Entry.objects.filter(place=7).order_by("-held_on")[:50]
    return render(request, "yardstick/table.html", {"entries": entries})


def add(request):
    """Yardstick (c): a POST with CSRF protection that inserts one row."""
    form = EntryForm(request.POST or None)
    if form.is_valid():
        form.save()
        return redirect("/small/")
    return render(request, "yardstick/form.html", {"form": form})
