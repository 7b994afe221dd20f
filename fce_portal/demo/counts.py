"""Plausible counts for one activity: only those that its type asks for."""

from partnerships.activity_types import ActivityType as T


def attendance(rng, families):
    """Counts of an ordinary event with `families` households there."""
    adults = round(families * rng.uniform(1.0, 1.5))
    return {
        "families_total": families,
        "adults_total": adults,
        "students_total": round(families * rng.uniform(0.8, 1.7)),
        "staff_total": rng.randint(2, 5) + families // 12,
        "community_total": rng.choice([None, None, 1, 2, 4]),
    }


def home_visits(rng, families):
    visited = max(1, families)
    second = visited // 3 if rng.random() < 0.4 else 0
    return {
        "visits_first_total": visited,
        "visits_second_total": second,
        "visits_attempted_total": rng.choice([0, 0, 1, 2, 3]),
        "visits_declined_total": rng.choice([None, 0, 0, 1]),
        "families_total": visited,
        "staff_total": 2 * max(1, visited // 4),
    }


def attendance_visits(rng, families):
    return {key: value for key, value in home_visits(rng, families).items() if key != "visits_declined_total"}


def class_team(rng, families):
    return {
        "families_total": families,
        "invited_total": round(families * rng.uniform(1.3, 2.4)),
        "sessions_total": rng.randint(1, 6),
        "students_total": families,
        "staff_total": rng.randint(1, 6),
    }


def conversation(rng, families):
    return {
        "families_total": families,
        "invited_total": round(families * rng.uniform(1.2, 2)),
        "goals_set_total": round(families * rng.uniform(0.4, 0.95)),
        "sessions_total": rng.randint(1, 5),
        "staff_total": rng.randint(1, 5),
    }


def conference(rng, families):
    return {
        "families_total": families,
        "invited_total": round(families * rng.uniform(1.15, 1.7)),
        "compact_discussed_total": round(families * rng.uniform(0.2, 0.9)),
        "staff_total": rng.randint(12, 40),
    }


def homework(rng, families):
    returned = round(families * rng.uniform(0.4, 0.9))
    return {
        "sent_total": families,
        "returned_total": returned,
        "comments_total": round(returned * rng.uniform(0.2, 0.8)),
    }


def course(rng, families):
    enrolled = families + rng.randint(2, 12)
    return {
        "families_total": families,
        "adults_total": families + rng.randint(0, 6),
        "enrolled_total": enrolled,
        "completed_total": round(enrolled * rng.uniform(0.5, 0.95)),
        "sessions_total": rng.choice([1, 4, 10, 10]),
        "hours_total": rng.choice([2, 8, 20, 25]),
    }


def leadership(rng, families):
    return {key: value for key, value in course(rng, families).items() if key != "families_total"}


def staff_training(rng, _families):
    return {"staff_total": rng.randint(8, 45), "hours_total": rng.choice([1, 1.5, 2, 3, 6]), **feedback(rng, 20)}


def volunteers(rng, families):
    people = max(1, families)
    return {"adults_total": people, "hours_total": people * rng.choice([1, 2, 3]), "families_total": people}


def tutoring(rng, _families):
    sessions = rng.randint(6, 20)
    return {"sessions_total": sessions, "hours_total": sessions * 1.5, "staff_total": rng.randint(2, 6)}


def supplies(rng, _families):
    return {"sets_given_total": rng.randint(40, 320)}


def messages(rng, families):
    return {"sent_total": families, "returned_total": round(families * rng.uniform(0.2, 0.7))}


def ballots(rng, families):
    return {"families_total": families, "invited_total": round(families * rng.uniform(6, 14))}


def feedback(rng, people):
    if rng.random() < 0.6 or people < 4:
        return {}
    return {
        "feedback_total": max(2, round(people * rng.uniform(0.2, 0.7))),
        "feedback_mean": round(rng.uniform(3, 5), 2),
    }


def event(rng, families):
    counts = attendance(rng, families) | feedback(rng, families)
    if rng.random() < 0.4:
        counts["invited_total"] = round(families * rng.uniform(1.5, 6))
    return counts


COUNTED_BY = {
    T.HOME_VISIT_PTHV: home_visits,
    T.HOME_VISIT_ATT: attendance_visits,
    T.APTT: class_team,
    T.CONVERSATION: conversation,
    T.CONFERENCE: conference,
    T.HOMEWORK_TIPS: homework,
    T.FAMILY_ACADEMY: course,
    T.PARENT_LEADERSHIP: leadership,
    T.STAFF_PD: staff_training,
    T.VOLUNTEER: volunteers,
    T.SHELTER_TUTORING: tutoring,
    T.SUPPLIES: supplies,
    T.COMMUNICATION: messages,
    T.SGC_ELECTION: ballots,
}


def invented_counts(rng, activity_type, families):
    return COUNTED_BY.get(activity_type, event)(rng, families)
