"""What comes in an answer that a visitor needs: the fields of a form, as a browser would send them again."""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """All forms of a page, each as a list of (name, value) that a browser would send without a change."""

    def __init__(self):
        super().__init__()
        self.forms, self.open = [], None
        self.select = self.text = self.option = None

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form":
            self.open = []
            self.forms.append(self.open)
        elif self.open is None:
            return
        elif tag == "input":
            self._input(has)
        elif tag == "textarea" and has.get("name"):
            self.text = [has["name"], ""]
        elif tag == "select":
            self.select = {"name": has.get("name"), "multiple": "multiple" in has, "chosen": [], "first": None}
        elif tag == "option" and self.select:
            value = has.get("value", "")
            if self.select["first"] is None:
                self.select["first"] = value
            if "selected" in has:
                self.select["chosen"].append(value)

    def _input(self, has):
        kind, name = has.get("type", "text"), has.get("name")
        if not name or kind in ("submit", "button", "image", "file", "reset") or "disabled" in has:
            return
        if kind in ("checkbox", "radio") and "checked" not in has:
            return
        self.open.append((name, has.get("value") or ("on" if kind == "checkbox" else "")))

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif self.open is None:
            return
        elif tag == "textarea" and self.text:
            self.open.append((self.text[0], self.text[1].removeprefix("\n")))
            self.text = None
        elif tag == "select" and self.select:
            one, self.select = self.select, None
            chosen = one["chosen"] or ([one["first"]] if one["first"] is not None and not one["multiple"] else [])
            if one["name"]:
                self.open.extend((one["name"], value) for value in chosen)


def form_with(html, name):
    """{name: [values]} of the first form that has a field called `name`; raises ValueError where none has."""
    found = Forms()
    found.feed(html)
    for form in found.forms:
        if any(field == name for field, _value in form):
            fields = {}
            for field, value in form:
                fields.setdefault(field, []).append(value)
            return fields
    raise ValueError(f"The page has no form with a field {name!r}.")
