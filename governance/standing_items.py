"""What stands on the agenda of every regular meeting at first; the district changes it on its own page."""

from governance.models.meeting_rules import ItemKind

# title, title in Spanish, kind, minutes, whether it comes after the council's own items
STANDING_ITEMS = (
    ("Call to order and roll call", "Apertura y pase de lista", ItemKind.FORMAL, 5, False),
    ("Minutes of the last meeting", "Actas de la reunión anterior", ItemKind.DECISION, 5, False),
    ("Public comment", "Comentarios del público", ItemKind.PUBLIC_COMMENT, 10, False),
    ("Principal's report", "Informe de la dirección", ItemKind.REPORT, 10, False),
    ("Family and community engagement report", "Informe de participación familiar y comunitaria", ItemKind.REPORT, 10,
     False),
    ("Next meeting and adjournment", "Próxima reunión y cierre", ItemKind.FORMAL, 5, True),
)  # fmt: skip
