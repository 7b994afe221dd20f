"""What the demo's activities say besides their first counts, each type its own (facts 7.2)."""

from datetime import timedelta

from partnerships.activity_types import ActivityType as T
from partnerships.activity_types import counts_for
from partnerships.choices import Channel, GradeBand, TeamStep

BANDS = GradeBand.values
STEPS = TeamStep.values
CHANNELS = Channel.values


def type_facts(rng, activity_type, counts):
    """Further columns of an activity whose counts are drawn already."""
    facts = FURTHER[activity_type](rng, counts) if activity_type in FURTHER else {}
    asked = counts_for(activity_type).facts
    if "grade_bands" in asked:
        facts["grade_bands"] = [rng.choice(BANDS)]
    if "team_step" in asked:
        facts["team_step"] = rng.choice(STEPS)
    if "channel" in asked:
        facts["channel"] = rng.choice(CHANNELS)
    return facts


def follow_up(rng, row, today):
    """By when what follows is to be done, and whether it is."""
    if not row["follow_up"]:
        return {}
    due = row["held_on"] + timedelta(days=21)
    done = row["held_on"] + timedelta(days=rng.randint(3, 30))
    return {"follow_up_due_on": due, "follow_up_done_on": done if done <= today and rng.random() < 0.7 else None}


def tour(rng, counts):
    came = counts.get("families_total") or 0
    new = round(came * rng.uniform(0.4, 0.9))
    return {"new_families_total": new, "invited_total": new + rng.randint(2, 15), "slots_total": rng.randint(1, 4)}


def classes(rng, _counts):
    return {"classes_total": rng.randint(1, 3)}


def cafe(rng, _counts):
    agreed = rng.randint(1, 5)
    return {
        "tables_total": rng.randint(3, 8),
        "themes_total": rng.randint(2, 6),
        "actions_total": agreed,
        "actions_done_total": rng.randint(0, agreed),
    }


def learning(rng, _counts):
    agreed = rng.randint(1, 4)
    return {"actions_total": agreed, "actions_done_total": rng.randint(0, agreed)}


def tech(rng, counts):
    trainers = rng.randint(2, 6)
    return {"trainers_total": trainers, "helped_total": (counts.get("families_total") or 0) + 2 * trainers}


def staff(rng, counts):
    trained = counts["staff_total"]
    teachers = round(trained * 0.7)
    return {
        "staff_eligible_total": trained + rng.randint(0, 20),
        "teachers_total": teachers,
        "leaders_total": min(trained - teachers, 2),
        "support_staff_total": trained - teachers - min(trained - teachers, 2),
    }


def slots(rng, _counts):
    return {"slots_total": rng.randint(1, 3)}


def contacts(rng, counts):
    return {"contacts_total": round((counts.get("returned_total") or 0) * rng.uniform(0.1, 0.4))}


FURTHER = {
    T.WELCOME_TOUR: tour,
    T.APTT: classes,
    T.CONVERSATION: classes,
    T.HOMEWORK_TIPS: classes,
    T.COMMUNITY_CAFE: cafe,
    T.COMMUNITY_LEARNING: learning,
    T.TECH_HELP: tech,
    T.STAFF_PD: staff,
    T.TITLE1_ANNUAL_MEETING: slots,
    T.COMMUNICATION: contacts,
}
