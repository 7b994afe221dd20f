"""The field for files that the portal reads and does not hand out."""

from django import forms

from district import virus_scan


class ReadFileField(forms.FileField):
    """A table that is brought: nothing of it is read before the virus scanner, where there is one, has seen it."""

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if data:
            virus_scan.refuse_infected(upload)
        return upload
