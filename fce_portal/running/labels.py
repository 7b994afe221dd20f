"""What each task of the schedule does, in words for people. A test holds this list against the schedule."""

from django.utils.translation import gettext_lazy as _

TASKS = {
    "refresh-stale-cells": _("Bring the figures up to date"),
    "take-school-names-in-force": _("Let schools go by their new names"),
    "mark-milestones-due": _("Notice which milestones are due"),
    "settle-council-models": _("Put new council models in force"),
    "settle-duties": _("Work out how the councils' duties stand"),
    "tend-meeting-notices": _("Look after notices of council meetings"),
    "settle-feedback": _("Close family feedback whose last day is over"),
    "make-due-packets": _("Make the board packets whose day has come"),
    "verify-rollups": _("Check all figures against the records"),
    "tend-jobs": _("Find jobs that were lost or never taken"),
    "send-mails": _("Send the mails that wait"),
    "send-reminders": _("Remind of milestones, steps and action plans"),
    "remind-of-duties": _("Remind of the councils' duties"),
    "send-training-reminders": _("Remind of training"),
    "send-council-reminders": _("Remind councils of what is due"),
    "send-compact-reminders": _("Remind of compacts"),
    "remind-of-agreements": _("Remind of agreements that end"),
    "tend-evaluations": _("Look after evaluations of partnerships"),
    "send-view-mails": _("Send the views that people keep"),
    "send-digests": _("Send the digests"),
    "take-down-stories": _("Take down stories whose permission ended"),
    "sweep-drafts": _("Forget what was typed long ago and not saved"),
    "sweep-evidence": _("Remove files that came with no record"),
    "sweep-uploads": _("Forget tables that were brought long ago"),
    "forget-old-mails": _("Forget old mails and notices"),
    "scan-waiting-files": _("Scan files that wait for the virus scanner"),
    "sweep-data-archives": _("Remove archives whose week is over"),
    "back-up": _("Make the backup of the night"),
    "watch-backups": _("Look whether the backups are good"),
    "seal-audit": _("Seal the audit trail"),
    "verify-audit": _("Check the audit trail against its seals"),
    "forget-old-sessions": _("Forget sessions that are over, and staff files that nobody took in"),
    "look-for-staff-file": _("Look at the staff file of the night"),
    "remind-of-access-reviews": _("Remind of access reviews"),
    "forget-old-runs": _("Forget old runs and faults"),
}


# What is on no schedule and started by hand alone.
BY_HAND = {"rebuild-rollups": _("Work out all figures again")}


def label_of(name):
    return TASKS.get(name) or BY_HAND.get(name, name)
