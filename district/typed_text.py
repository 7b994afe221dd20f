"""What a person typed into a form that could not be taken (the session had ended, or its token), so nothing is lost."""

from dataclasses import dataclass

NEVER_KEPT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True)
class TypedText:
    """`fields` can be sent again as they are; `texts` are the ones worth showing; `lost_files` cannot be kept."""

    fields: list
    texts: list
    lost_files: list
    can_resend: bool


def typed_text(request):
    """Read the body of a refused POST.

    Nothing with a password is kept, and nothing that another site sent is offered for sending again: a person would
    press the button on a stranger's behalf.
    """
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NEVER_KEPT]
    has_secret = any("password" in name for name, _value in fields)
    if has_secret:
        fields = []
    return TypedText(
        fields=fields,
        texts=[value.strip() for _name, value in fields if is_worth_showing(value)],
        lost_files=[file.name for file in request.FILES.values()],
        can_resend=bool(fields) and is_from_here(request),
    )


def is_worth_showing(value):
    """Sentences and names; not keys, dates, choices and yes or no."""
    text = value.strip()
    return len(text) > 3 and (text.isalpha() or " " in text) and any(map(str.isalpha, text)) and not text.isupper()


def is_from_here(request):
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
