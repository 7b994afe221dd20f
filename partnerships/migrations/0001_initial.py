import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('district', '0001_initial'),
        ('indicators', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),  # similar titles on the same day are pointed out as possible duplicates
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('school_id', models.Value(0, output_field=models.BigIntegerField())), output_field=models.BigIntegerField())),
                ('activity_type', models.CharField(choices=[('HOME_VISIT_PTHV', 'Relational home visits'), ('HOME_VISIT_ATT', 'Attendance home visits'), ('APTT', 'Academic Parent-Teacher Team'), ('CONVERSATION', 'Conversation about learning'), ('CONFERENCE', 'Parent-teacher conferences'), ('HOMEWORK_TIPS', 'Interactive homework (TIPS)'), ('WELCOME_TOUR', 'Welcome tour or day'), ('FAMILY_ACADEMY', 'Family Academy or Parent University'), ('PARENT_LEADERSHIP', 'Parent leadership program'), ('WORKSHOP', 'Workshop for families'), ('STAFF_PD', 'Staff training for engagement'), ('JOINT_TRAINING', 'Families and staff learning together'), ('TITLE1_ANNUAL_MEETING', 'Annual Title I meeting'), ('COMMUNITY_CAFE', 'Community café'), ('COMMUNITY_LEARNING', 'Community Learning and Engagement Opportunity'), ('TECH_HELP', 'Families helping families with technology'), ('VOLUNTEER', 'Volunteering'), ('SHELTER_TUTORING', 'Tutoring in shelters'), ('SUPPLIES', 'Uniforms and school supplies'), ('ADVISORY', "Superintendent's Parent Advisory Group"), ('SGC_MEETING', 'School Governance Council meeting'), ('SGC_ELECTION', 'School Governance Council election'), ('WALKTHROUGH', 'Welcoming walkthrough'), ('COMMUNICATION', 'Outreach and communication'), ('SOCIAL', 'Social event or celebration')], max_length=24, verbose_name='type')),
                ('title', models.CharField(max_length=140, verbose_name='title')),
                ('held_on', models.DateField(verbose_name='date')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='starts at')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('is_series', models.BooleanField(default=False, verbose_name='part of a series')),
                ('place', models.CharField(blank=True, choices=[('SCHOOL', 'At school'), ('HOME', "At families' homes"), ('COMMUNITY', 'In the community'), ('ONLINE', 'Online')], max_length=10, verbose_name='place')),
                ('mode', models.CharField(choices=[('IN_PERSON', 'In person'), ('REMOTE', 'Remote'), ('HYBRID', 'Hybrid')], default='IN_PERSON', max_length=10, verbose_name='how it was held')),
                ('run_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('PRINCIPAL', 'Principal'), ('TEACHERS', 'Teachers'), ('FRA', 'Family Resource Aide or Center'), ('CENTRAL', 'Central office'), ('PARENTS', 'Parents'), ('PARTNER', 'Partner organization'), ('COUNCIL', 'School Governance Council')], max_length=10), blank=True, default=list, size=None, verbose_name='run by')),
                ('no_indicator_reason', models.CharField(blank=True, max_length=200, verbose_name='why no indicator')),
                ('audience', models.CharField(blank=True, choices=[('FAMILIES', 'Families'), ('STAFF', 'Staff'), ('BOTH', 'Families and staff together')], max_length=8, verbose_name='whose capacity grows')),
                ('four_cs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('CAPABILITIES', 'Capabilities: skills and knowledge'), ('CONNECTIONS', 'Connections: networks'), ('COGNITION', 'Cognition: beliefs and values'), ('CONFIDENCE', 'Confidence: self-efficacy')], max_length=12), blank=True, default=list, size=None, verbose_name='the 4 Cs')),
                ('roles_supported', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SUPPORTERS', 'Supporters'), ('ENCOURAGERS', 'Encouragers'), ('MONITORS', 'Monitors'), ('ADVOCATES', 'Advocates'), ('DECISION_MAKERS', 'Decision makers'), ('COLLABORATORS', 'Collaborators')], max_length=16), blank=True, default=list, size=None, verbose_name='family roles supported')),
                ('rating_linked_to_learning', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='linked to learning')),
                ('rating_relational', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='relational')),
                ('rating_development', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='development, not service')),
                ('rating_collaborative', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='collaborative')),
                ('rating_interactive', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='interactive')),
                ('rating_systemic', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='systemic')),
                ('rating_integrated', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='integrated')),
                ('rating_sustained', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='sustained')),
                ('reason_linked_to_learning', models.CharField(blank=True, max_length=200, verbose_name='Which goal or indicator?')),
                ('reason_relational', models.CharField(blank=True, max_length=200, verbose_name='How was trust built?')),
                ('reason_development', models.CharField(blank=True, max_length=200, verbose_name='Who learned what?')),
                ('reason_collaborative', models.CharField(blank=True, max_length=200, verbose_name='Who met whom?')),
                ('reason_interactive', models.CharField(blank=True, max_length=200, verbose_name='What was practiced?')),
                ('reason_systemic', models.CharField(blank=True, max_length=200, verbose_name='Which plan line?')),
                ('reason_integrated', models.CharField(blank=True, max_length=200, verbose_name='Where is it embedded?')),
                ('reason_sustained', models.CharField(blank=True, max_length=200, verbose_name='Which budget or series?')),
                ('languages_offered', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None, verbose_name='languages offered')),
                ('interpretation_requested', models.BooleanField(default=False, verbose_name='interpretation was asked for')),
                ('interpretation_provided', models.BooleanField(default=False, verbose_name='interpretation was provided')),
                ('child_care', models.BooleanField(default=False, verbose_name='child care')),
                ('transport', models.BooleanField(default=False, verbose_name='transport')),
                ('food', models.BooleanField(default=False, verbose_name='food')),
                ('families_total', models.PositiveIntegerField(blank=True, help_text='Households, not people.', null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families')),
                ('adults_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='adults')),
                ('students_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='students')),
                ('staff_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='school staff')),
                ('community_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='community members')),
                ('invited_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families invited or eligible')),
                ('is_unduplicated', models.BooleanField(default=True, verbose_name='each family counted once')),
                ('visits_first_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='first visits completed')),
                ('visits_second_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='second or repeat visits completed')),
                ('visits_attempted_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='visits attempted, nobody met')),
                ('visits_declined_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='visits declined')),
                ('sessions_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='sessions')),
                ('hours_total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(20000)], verbose_name='hours')),
                ('enrolled_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='people enrolled')),
                ('completed_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='people who completed')),
                ('goals_set_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families who set a goal')),
                ('compact_discussed_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families with whom the compact was discussed')),
                ('sent_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name='sent out')),
                ('returned_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name='returned or opened')),
                ('comments_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name="with a family's comment")),
                ('sets_given_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name='sets given')),
                ('feedback_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='feedback forms')),
                ('feedback_mean', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='mean of feedback (1 to 5)')),
                ('follow_up', models.TextField(blank=True, max_length=2000, verbose_name='what follows')),
                ('notes', models.TextField(blank=True, help_text="Never write a child's name here.", max_length=2000, verbose_name='notes')),
                ('entry_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('logged_at', models.DateTimeField(auto_now_add=True, verbose_name='logged at')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='deleted at')),
                ('deleted_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was deleted')),
                ('deleted_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='activities', to='district.evidencefile', verbose_name='evidence')),
                ('indicators', models.ManyToManyField(blank=True, related_name='activities', to='indicators.indicator', verbose_name='equity indicators')),
                ('initiatives', models.ManyToManyField(blank=True, related_name='activities', to='plans.initiative', verbose_name='initiatives')),
                ('logged_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='logged by')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='district.school', verbose_name='school')),
            ],
            options={
                'verbose_name': 'engagement activity',
                'verbose_name_plural': 'engagement activities',
            },
        ),
        migrations.CreateModel(
            name='ActivityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('school_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('school_id', models.Value(0, output_field=models.BigIntegerField())), output_field=models.BigIntegerField())),
                ('activity_type', models.CharField(choices=[('HOME_VISIT_PTHV', 'Relational home visits'), ('HOME_VISIT_ATT', 'Attendance home visits'), ('APTT', 'Academic Parent-Teacher Team'), ('CONVERSATION', 'Conversation about learning'), ('CONFERENCE', 'Parent-teacher conferences'), ('HOMEWORK_TIPS', 'Interactive homework (TIPS)'), ('WELCOME_TOUR', 'Welcome tour or day'), ('FAMILY_ACADEMY', 'Family Academy or Parent University'), ('PARENT_LEADERSHIP', 'Parent leadership program'), ('WORKSHOP', 'Workshop for families'), ('STAFF_PD', 'Staff training for engagement'), ('JOINT_TRAINING', 'Families and staff learning together'), ('TITLE1_ANNUAL_MEETING', 'Annual Title I meeting'), ('COMMUNITY_CAFE', 'Community café'), ('COMMUNITY_LEARNING', 'Community Learning and Engagement Opportunity'), ('TECH_HELP', 'Families helping families with technology'), ('VOLUNTEER', 'Volunteering'), ('SHELTER_TUTORING', 'Tutoring in shelters'), ('SUPPLIES', 'Uniforms and school supplies'), ('ADVISORY', "Superintendent's Parent Advisory Group"), ('SGC_MEETING', 'School Governance Council meeting'), ('SGC_ELECTION', 'School Governance Council election'), ('WALKTHROUGH', 'Welcoming walkthrough'), ('COMMUNICATION', 'Outreach and communication'), ('SOCIAL', 'Social event or celebration')], max_length=24, verbose_name='type')),
                ('title', models.CharField(max_length=140, verbose_name='title')),
                ('held_on', models.DateField(verbose_name='date')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='starts at')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('is_series', models.BooleanField(default=False, verbose_name='part of a series')),
                ('place', models.CharField(blank=True, choices=[('SCHOOL', 'At school'), ('HOME', "At families' homes"), ('COMMUNITY', 'In the community'), ('ONLINE', 'Online')], max_length=10, verbose_name='place')),
                ('mode', models.CharField(choices=[('IN_PERSON', 'In person'), ('REMOTE', 'Remote'), ('HYBRID', 'Hybrid')], default='IN_PERSON', max_length=10, verbose_name='how it was held')),
                ('run_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('PRINCIPAL', 'Principal'), ('TEACHERS', 'Teachers'), ('FRA', 'Family Resource Aide or Center'), ('CENTRAL', 'Central office'), ('PARENTS', 'Parents'), ('PARTNER', 'Partner organization'), ('COUNCIL', 'School Governance Council')], max_length=10), blank=True, default=list, size=None, verbose_name='run by')),
                ('no_indicator_reason', models.CharField(blank=True, max_length=200, verbose_name='why no indicator')),
                ('audience', models.CharField(blank=True, choices=[('FAMILIES', 'Families'), ('STAFF', 'Staff'), ('BOTH', 'Families and staff together')], max_length=8, verbose_name='whose capacity grows')),
                ('four_cs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('CAPABILITIES', 'Capabilities: skills and knowledge'), ('CONNECTIONS', 'Connections: networks'), ('COGNITION', 'Cognition: beliefs and values'), ('CONFIDENCE', 'Confidence: self-efficacy')], max_length=12), blank=True, default=list, size=None, verbose_name='the 4 Cs')),
                ('roles_supported', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SUPPORTERS', 'Supporters'), ('ENCOURAGERS', 'Encouragers'), ('MONITORS', 'Monitors'), ('ADVOCATES', 'Advocates'), ('DECISION_MAKERS', 'Decision makers'), ('COLLABORATORS', 'Collaborators')], max_length=16), blank=True, default=list, size=None, verbose_name='family roles supported')),
                ('rating_linked_to_learning', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='linked to learning')),
                ('rating_relational', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='relational')),
                ('rating_development', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='development, not service')),
                ('rating_collaborative', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='collaborative')),
                ('rating_interactive', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='interactive')),
                ('rating_systemic', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='systemic')),
                ('rating_integrated', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='integrated')),
                ('rating_sustained', models.PositiveSmallIntegerField(blank=True, choices=[(0, '0 – absent'), (1, '1 – emerging'), (2, '2 – present'), (3, '3 – strong')], null=True, verbose_name='sustained')),
                ('reason_linked_to_learning', models.CharField(blank=True, max_length=200, verbose_name='Which goal or indicator?')),
                ('reason_relational', models.CharField(blank=True, max_length=200, verbose_name='How was trust built?')),
                ('reason_development', models.CharField(blank=True, max_length=200, verbose_name='Who learned what?')),
                ('reason_collaborative', models.CharField(blank=True, max_length=200, verbose_name='Who met whom?')),
                ('reason_interactive', models.CharField(blank=True, max_length=200, verbose_name='What was practiced?')),
                ('reason_systemic', models.CharField(blank=True, max_length=200, verbose_name='Which plan line?')),
                ('reason_integrated', models.CharField(blank=True, max_length=200, verbose_name='Where is it embedded?')),
                ('reason_sustained', models.CharField(blank=True, max_length=200, verbose_name='Which budget or series?')),
                ('languages_offered', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None, verbose_name='languages offered')),
                ('interpretation_requested', models.BooleanField(default=False, verbose_name='interpretation was asked for')),
                ('interpretation_provided', models.BooleanField(default=False, verbose_name='interpretation was provided')),
                ('child_care', models.BooleanField(default=False, verbose_name='child care')),
                ('transport', models.BooleanField(default=False, verbose_name='transport')),
                ('food', models.BooleanField(default=False, verbose_name='food')),
                ('families_total', models.PositiveIntegerField(blank=True, help_text='Households, not people.', null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families')),
                ('adults_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='adults')),
                ('students_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='students')),
                ('staff_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='school staff')),
                ('community_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='community members')),
                ('invited_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families invited or eligible')),
                ('is_unduplicated', models.BooleanField(default=True, verbose_name='each family counted once')),
                ('visits_first_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='first visits completed')),
                ('visits_second_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='second or repeat visits completed')),
                ('visits_attempted_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='visits attempted, nobody met')),
                ('visits_declined_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='visits declined')),
                ('sessions_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='sessions')),
                ('hours_total', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(20000)], verbose_name='hours')),
                ('enrolled_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='people enrolled')),
                ('completed_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='people who completed')),
                ('goals_set_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families who set a goal')),
                ('compact_discussed_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families with whom the compact was discussed')),
                ('sent_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name='sent out')),
                ('returned_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name='returned or opened')),
                ('comments_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name="with a family's comment")),
                ('sets_given_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200000)], verbose_name='sets given')),
                ('feedback_total', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='feedback forms')),
                ('feedback_mean', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='mean of feedback (1 to 5)')),
                ('follow_up', models.TextField(blank=True, max_length=2000, verbose_name='what follows')),
                ('notes', models.TextField(blank=True, help_text="Never write a child's name here.", max_length=2000, verbose_name='notes')),
                ('entry_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('logged_at', models.DateTimeField(auto_now_add=True, verbose_name='logged at')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='deleted at')),
                ('deleted_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was deleted')),
                ('deleted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.evidencefile', verbose_name='evidence')),
                ('logged_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='logged by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.activity')),
                ('school', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityIndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('activity', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.activity')),
                ('indicator', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityInitiativeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('activity', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.activity')),
                ('initiative', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.initiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='file name')),
                ('rows', models.JSONField(default=list)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='brought at')),
                ('logged_at', models.DateTimeField(blank=True, null=True, verbose_name='logged at')),
                ('logged_total', models.PositiveIntegerField(default=0, verbose_name='activities logged')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_uploads', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
            ],
            options={
                'verbose_name': 'table of activities',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='name')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('HEALTH', 'Health and human services'), ('ARTS', 'Arts and culture'), ('LIBRARY', 'Library'), ('RECREATION', 'Recreation'), ('YOUTH', 'Youth development'), ('MENTORING', 'Mentoring'), ('COMMUNITY_DEV', 'Community development'), ('FAITH', 'Faith-based organization'), ('DISABILITY', 'Disability family organization'), ('PEDIATRICS', 'Pediatricians'), ('LAW_ENFORCEMENT', 'Law enforcement'), ('HOUSING', 'Housing'), ('BUSINESS', 'Business'), ('ANCHOR', 'Anchor institution (hospital, college)'), ('FUNDER', 'Philanthropy or funder'), ('PARENT_ORG', 'Parent organization or training'), ('LEAD_AGENCY', 'Community School lead agency'), ('ADVOCACY', 'Advocacy'), ('CITY', 'City government'), ('COLLEGE_CAREER', 'College and career')], max_length=16), blank=True, default=list, size=None, verbose_name='kinds')),
                ('about', models.TextField(blank=True, max_length=2000, verbose_name='about')),
                ('about_es', models.TextField(blank=True, max_length=2000, verbose_name='about, in Spanish')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('initiatives', models.ManyToManyField(blank=True, related_name='partners', to='plans.initiative', verbose_name='initiatives')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ActivityPartnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('activity', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.activity')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('partner', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='partners',
            field=models.ManyToManyField(blank=True, related_name='activities', to='partnerships.partner', verbose_name='partners'),
        ),
        migrations.CreateModel(
            name='PartnerAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partner_account', to='district.membership')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accounts', to='partnerships.partner')),
            ],
        ),
        migrations.CreateModel(
            name='PartnerAccountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.membership')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.partneraccount')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('HEALTH', 'Health and human services'), ('ARTS', 'Arts and culture'), ('LIBRARY', 'Library'), ('RECREATION', 'Recreation'), ('YOUTH', 'Youth development'), ('MENTORING', 'Mentoring'), ('COMMUNITY_DEV', 'Community development'), ('FAITH', 'Faith-based organization'), ('DISABILITY', 'Disability family organization'), ('PEDIATRICS', 'Pediatricians'), ('LAW_ENFORCEMENT', 'Law enforcement'), ('HOUSING', 'Housing'), ('BUSINESS', 'Business'), ('ANCHOR', 'Anchor institution (hospital, college)'), ('FUNDER', 'Philanthropy or funder'), ('PARENT_ORG', 'Parent organization or training'), ('LEAD_AGENCY', 'Community School lead agency'), ('ADVOCACY', 'Advocacy'), ('CITY', 'City government'), ('COLLEGE_CAREER', 'College and career')], max_length=16), blank=True, default=list, size=None, verbose_name='kinds')),
                ('about', models.TextField(blank=True, max_length=2000, verbose_name='about')),
                ('about_es', models.TextField(blank=True, max_length=2000, verbose_name='about, in Spanish')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnerInitiativeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('initiative', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.initiative')),
                ('partner', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearlyReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fall_year', models.PositiveSmallIntegerField(verbose_name='school year')),
                ('families_enrolled', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families enrolled')),
                ('families_reached', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='different families reached')),
                ('families_home_visited', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='different families with a relational home visit')),
                ('method', models.CharField(help_text='For example: family list ticked off after each event.', max_length=300, verbose_name='how this was counted')),
                ('stated_at', models.DateTimeField(auto_now=True, verbose_name='stated at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='yearly_reach', to='district.school', verbose_name='school')),
                ('stated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='stated by')),
            ],
            options={
                'ordering': ['-fall_year'],
            },
        ),
        migrations.CreateModel(
            name='YearlyReachEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('fall_year', models.PositiveSmallIntegerField(verbose_name='school year')),
                ('families_enrolled', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='families enrolled')),
                ('families_reached', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='different families reached')),
                ('families_home_visited', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(20000)], verbose_name='different families with a relational home visit')),
                ('method', models.CharField(help_text='For example: family list ticked off after each event.', max_length=300, verbose_name='how this was counted')),
                ('stated_at', models.DateTimeField(auto_now=True, verbose_name='stated at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.yearlyreach')),
                ('school', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                ('stated_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='stated by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityIndicator',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('partnerships.activity_indicators',),
        ),
        migrations.CreateModel(
            name='ActivityInitiative',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('partnerships.activity_initiatives',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b40c5272cfd8a003e7617447ccfb7246c1dea34c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e71e6', table='partnerships_activityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityindicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6bb1dab932f78b31267d455d2462e848d9b08e09', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_932e0', table='partnerships_activityindicatorevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiativeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='498df7744f3123d6995514d8cf08e029ac633d95', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8e90e', table='partnerships_activityinitiativeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='activityupload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('logged_at', None), ('logged_total', 0)), models.Q(('logged_at__isnull', False), ('logged_total__gt', 0)), _connector='OR'), name='activity_upload_logged_at_and_total_together'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_partnerevent" ("about", "about_es", "id", "is_active", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."about", NEW."about_es", NEW."id", NEW."is_active", NEW."kinds", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."website"); RETURN NULL;', hash='2333c7135b2336fd4e7002994cc83951f3e9f742', operation='INSERT', pgid='pgtrigger_insert_insert_eaf77', table='partnerships_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_partnerevent" ("about", "about_es", "id", "is_active", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."about", NEW."about_es", NEW."id", NEW."is_active", NEW."kinds", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."website"); RETURN NULL;', hash='baae0748175e5d9e7a91bbc45ab4c390b1587215', operation='UPDATE', pgid='pgtrigger_update_update_66541', table='partnerships_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_partnerevent" ("about", "about_es", "id", "is_active", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (OLD."about", OLD."about_es", OLD."id", OLD."is_active", OLD."kinds", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."website"); RETURN NULL;', hash='cd3ce6c0cb2cd52548980a040008a5756f6493af', operation='DELETE', pgid='pgtrigger_delete_delete_030d2', table='partnerships_partner', when='AFTER')),
        ),
        migrations.CreateModel(
            name='PartnerInitiative',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('partnerships.partner_initiatives',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitypartnerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0de92b059a2c9fee4a5e6be0b2d6da094394b5b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27e7c', table='partnerships_activitypartnerevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['school_key', '-held_on'], name='activity_by_school_and_day'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('deleted_at', None)), fields=['-held_on', '-id'], name='activity_by_day'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('deleted_at', None)), fields=['activity_type', '-held_on', '-id'], name='activity_by_type'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['logged_by', '-id'], name='activity_by_person'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['-deleted_at'], name='activity_deleted'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__range', (datetime.date(2000, 7, 1), datetime.date(2100, 6, 30)))), name='activity_held_in_these_centuries', violation_error_message='No school year holds this date.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('hours_total', None), ('hours_total__range', (0, 20000)), _connector='OR'), name='activity_hours_are_a_sensible_number', violation_error_message='Hours are a number from 0 to 20,000.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at', None), ('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='activity_ends_after_it_starts', violation_error_code='ends_before_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deleted_at', None), ('deleted_by', None), ('deleted_reason', '')), models.Q(('deleted_at__isnull', False), ('deleted_by__isnull', False), models.Q(('deleted_reason', ''), _negated=True)), _connector='OR'), name='activity_deleted_at_by_and_reason_together'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity_type__in', ('SHELTER_TUTORING', 'SUPPLIES')), _negated=True), ('school', None), _connector='OR'), name='activity_homelessness_is_district_wide', violation_error_code='homelessness', violation_error_message="For families' privacy this type is logged for the district, not a school."),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rating_linked_to_learning', 3), ('reason_linked_to_learning', '')), models.Q(('rating_relational', 3), ('reason_relational', '')), models.Q(('rating_development', 3), ('reason_development', '')), models.Q(('rating_collaborative', 3), ('reason_collaborative', '')), models.Q(('rating_interactive', 3), ('reason_interactive', '')), models.Q(('rating_systemic', 3), ('reason_systemic', '')), models.Q(('rating_integrated', 3), ('reason_integrated', '')), models.Q(('rating_sustained', 3), ('reason_sustained', '')), _connector='OR', _negated=True), name='activity_strong_ratings_have_a_reason', violation_error_code='reason_missing', violation_error_message='A rating of 3 needs a reason in one line.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('enrolled_total', None), ('completed_total', None), ('completed_total__lte', models.F('enrolled_total')), _connector='OR'), name='activity_completed_within_enrolled', violation_error_code='completed_over_enrolled', violation_error_message='No more people can complete than enrolled.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'activities', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_key, rows.held_on FROM new_rows AS rows) AS marked (school_key, day);\nRETURN NULL;\n", hash='5a6a28fcbb2f558354920435e4366a44f1d7c37f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_stale_on_insert_7eaf4', referencing='REFERENCING NEW TABLE AS new_rows ', table='partnerships_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'activities', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_key, rows.held_on FROM old_rows AS rows) AS marked (school_key, day);\nRETURN NULL;\n", hash='edd50066b51c0e88767b3977ba36ecd4b73da868', level='STATEMENT', operation='DELETE', pgid='pgtrigger_stale_on_delete_90217', referencing='REFERENCING OLD TABLE AS old_rows ', table='partnerships_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'activities', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_key, rows.held_on FROM (\n    (SELECT id, school_id, school_key, activity_type, held_on, is_series, place, mode, run_by, audience, four_cs, roles_supported, rating_linked_to_learning, rating_relational, rating_development, rating_collaborative, rating_interactive, rating_systemic, rating_integrated, rating_sustained, languages_offered, interpretation_requested, interpretation_provided, child_care, transport, food, families_total, adults_total, students_total, staff_total, community_total, invited_total, is_unduplicated, visits_first_total, visits_second_total, visits_attempted_total, visits_declined_total, sessions_total, hours_total, enrolled_total, completed_total, goals_set_total, compact_discussed_total, sent_total, returned_total, comments_total, sets_given_total, feedback_total, feedback_mean, deleted_at FROM old_rows EXCEPT ALL SELECT id, school_id, school_key, activity_type, held_on, is_series, place, mode, run_by, audience, four_cs, roles_supported, rating_linked_to_learning, rating_relational, rating_development, rating_collaborative, rating_interactive, rating_systemic, rating_integrated, rating_sustained, languages_offered, interpretation_requested, interpretation_provided, child_care, transport, food, families_total, adults_total, students_total, staff_total, community_total, invited_total, is_unduplicated, visits_first_total, visits_second_total, visits_attempted_total, visits_declined_total, sessions_total, hours_total, enrolled_total, completed_total, goals_set_total, compact_discussed_total, sent_total, returned_total, comments_total, sets_given_total, feedback_total, feedback_mean, deleted_at FROM new_rows)\n    UNION ALL\n    (SELECT id, school_id, school_key, activity_type, held_on, is_series, place, mode, run_by, audience, four_cs, roles_supported, rating_linked_to_learning, rating_relational, rating_development, rating_collaborative, rating_interactive, rating_systemic, rating_integrated, rating_sustained, languages_offered, interpretation_requested, interpretation_provided, child_care, transport, food, families_total, adults_total, students_total, staff_total, community_total, invited_total, is_unduplicated, visits_first_total, visits_second_total, visits_attempted_total, visits_declined_total, sessions_total, hours_total, enrolled_total, completed_total, goals_set_total, compact_discussed_total, sent_total, returned_total, comments_total, sets_given_total, feedback_total, feedback_mean, deleted_at FROM new_rows EXCEPT ALL SELECT id, school_id, school_key, activity_type, held_on, is_series, place, mode, run_by, audience, four_cs, roles_supported, rating_linked_to_learning, rating_relational, rating_development, rating_collaborative, rating_interactive, rating_systemic, rating_integrated, rating_sustained, languages_offered, interpretation_requested, interpretation_provided, child_care, transport, food, families_total, adults_total, students_total, staff_total, community_total, invited_total, is_unduplicated, visits_first_total, visits_second_total, visits_attempted_total, visits_declined_total, sessions_total, hours_total, enrolled_total, completed_total, goals_set_total, compact_discussed_total, sent_total, returned_total, comments_total, sets_given_total, feedback_total, feedback_mean, deleted_at FROM old_rows)\n) AS rows) AS marked (school_key, day);\nRETURN NULL;\n", hash='83efbcb7b4dbf80b0a9a5e40bdb3e4864816d597', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_stale_on_update_4cf57', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='partnerships_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month) SELECT DISTINCT source, school_key, month FROM indicators_measurecell\nWHERE source = 'activities';\nRETURN NULL;\n", hash='dc09eb7252e1a14dadbb8373e2e0d4a928dd4806', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_stale_on_truncate_e9a57', table='partnerships_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_activityevent" ("activity_type", "adults_total", "audience", "changed_at", "child_care", "comments_total", "community_total", "compact_discussed_total", "completed_total", "deleted_at", "deleted_by_id", "deleted_reason", "ends_at", "enrolled_total", "entry_key", "evidence_id", "families_total", "feedback_mean", "feedback_total", "follow_up", "food", "four_cs", "goals_set_total", "held_on", "hours_total", "id", "interpretation_provided", "interpretation_requested", "invited_total", "is_series", "is_unduplicated", "languages_offered", "logged_at", "logged_by_id", "mode", "no_indicator_reason", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rating_collaborative", "rating_development", "rating_integrated", "rating_interactive", "rating_linked_to_learning", "rating_relational", "rating_sustained", "rating_systemic", "reason_collaborative", "reason_development", "reason_integrated", "reason_interactive", "reason_linked_to_learning", "reason_relational", "reason_sustained", "reason_systemic", "returned_total", "roles_supported", "run_by", "school_id", "sent_total", "sessions_total", "sets_given_total", "staff_total", "starts_at", "students_total", "title", "transport", "version", "visits_attempted_total", "visits_declined_total", "visits_first_total", "visits_second_total") VALUES (NEW."activity_type", NEW."adults_total", NEW."audience", NEW."changed_at", NEW."child_care", NEW."comments_total", NEW."community_total", NEW."compact_discussed_total", NEW."completed_total", NEW."deleted_at", NEW."deleted_by_id", NEW."deleted_reason", NEW."ends_at", NEW."enrolled_total", NEW."entry_key", NEW."evidence_id", NEW."families_total", NEW."feedback_mean", NEW."feedback_total", NEW."follow_up", NEW."food", NEW."four_cs", NEW."goals_set_total", NEW."held_on", NEW."hours_total", NEW."id", NEW."interpretation_provided", NEW."interpretation_requested", NEW."invited_total", NEW."is_series", NEW."is_unduplicated", NEW."languages_offered", NEW."logged_at", NEW."logged_by_id", NEW."mode", NEW."no_indicator_reason", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."rating_collaborative", NEW."rating_development", NEW."rating_integrated", NEW."rating_interactive", NEW."rating_linked_to_learning", NEW."rating_relational", NEW."rating_sustained", NEW."rating_systemic", NEW."reason_collaborative", NEW."reason_development", NEW."reason_integrated", NEW."reason_interactive", NEW."reason_linked_to_learning", NEW."reason_relational", NEW."reason_sustained", NEW."reason_systemic", NEW."returned_total", NEW."roles_supported", NEW."run_by", NEW."school_id", NEW."sent_total", NEW."sessions_total", NEW."sets_given_total", NEW."staff_total", NEW."starts_at", NEW."students_total", NEW."title", NEW."transport", NEW."version", NEW."visits_attempted_total", NEW."visits_declined_total", NEW."visits_first_total", NEW."visits_second_total"); RETURN NULL;', hash='46a607ea4f658f87e79dfe69fef6436c73c8e5e0', operation='INSERT', pgid='pgtrigger_insert_insert_2c09c', table='partnerships_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_activityevent" ("activity_type", "adults_total", "audience", "changed_at", "child_care", "comments_total", "community_total", "compact_discussed_total", "completed_total", "deleted_at", "deleted_by_id", "deleted_reason", "ends_at", "enrolled_total", "entry_key", "evidence_id", "families_total", "feedback_mean", "feedback_total", "follow_up", "food", "four_cs", "goals_set_total", "held_on", "hours_total", "id", "interpretation_provided", "interpretation_requested", "invited_total", "is_series", "is_unduplicated", "languages_offered", "logged_at", "logged_by_id", "mode", "no_indicator_reason", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rating_collaborative", "rating_development", "rating_integrated", "rating_interactive", "rating_linked_to_learning", "rating_relational", "rating_sustained", "rating_systemic", "reason_collaborative", "reason_development", "reason_integrated", "reason_interactive", "reason_linked_to_learning", "reason_relational", "reason_sustained", "reason_systemic", "returned_total", "roles_supported", "run_by", "school_id", "sent_total", "sessions_total", "sets_given_total", "staff_total", "starts_at", "students_total", "title", "transport", "version", "visits_attempted_total", "visits_declined_total", "visits_first_total", "visits_second_total") VALUES (NEW."activity_type", NEW."adults_total", NEW."audience", NEW."changed_at", NEW."child_care", NEW."comments_total", NEW."community_total", NEW."compact_discussed_total", NEW."completed_total", NEW."deleted_at", NEW."deleted_by_id", NEW."deleted_reason", NEW."ends_at", NEW."enrolled_total", NEW."entry_key", NEW."evidence_id", NEW."families_total", NEW."feedback_mean", NEW."feedback_total", NEW."follow_up", NEW."food", NEW."four_cs", NEW."goals_set_total", NEW."held_on", NEW."hours_total", NEW."id", NEW."interpretation_provided", NEW."interpretation_requested", NEW."invited_total", NEW."is_series", NEW."is_unduplicated", NEW."languages_offered", NEW."logged_at", NEW."logged_by_id", NEW."mode", NEW."no_indicator_reason", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."rating_collaborative", NEW."rating_development", NEW."rating_integrated", NEW."rating_interactive", NEW."rating_linked_to_learning", NEW."rating_relational", NEW."rating_sustained", NEW."rating_systemic", NEW."reason_collaborative", NEW."reason_development", NEW."reason_integrated", NEW."reason_interactive", NEW."reason_linked_to_learning", NEW."reason_relational", NEW."reason_sustained", NEW."reason_systemic", NEW."returned_total", NEW."roles_supported", NEW."run_by", NEW."school_id", NEW."sent_total", NEW."sessions_total", NEW."sets_given_total", NEW."staff_total", NEW."starts_at", NEW."students_total", NEW."title", NEW."transport", NEW."version", NEW."visits_attempted_total", NEW."visits_declined_total", NEW."visits_first_total", NEW."visits_second_total"); RETURN NULL;', hash='9cd69361e50ad19e9ddd6df51e0d250116fe0b44', operation='UPDATE', pgid='pgtrigger_update_update_e093b', table='partnerships_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_activityevent" ("activity_type", "adults_total", "audience", "changed_at", "child_care", "comments_total", "community_total", "compact_discussed_total", "completed_total", "deleted_at", "deleted_by_id", "deleted_reason", "ends_at", "enrolled_total", "entry_key", "evidence_id", "families_total", "feedback_mean", "feedback_total", "follow_up", "food", "four_cs", "goals_set_total", "held_on", "hours_total", "id", "interpretation_provided", "interpretation_requested", "invited_total", "is_series", "is_unduplicated", "languages_offered", "logged_at", "logged_by_id", "mode", "no_indicator_reason", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rating_collaborative", "rating_development", "rating_integrated", "rating_interactive", "rating_linked_to_learning", "rating_relational", "rating_sustained", "rating_systemic", "reason_collaborative", "reason_development", "reason_integrated", "reason_interactive", "reason_linked_to_learning", "reason_relational", "reason_sustained", "reason_systemic", "returned_total", "roles_supported", "run_by", "school_id", "sent_total", "sessions_total", "sets_given_total", "staff_total", "starts_at", "students_total", "title", "transport", "version", "visits_attempted_total", "visits_declined_total", "visits_first_total", "visits_second_total") VALUES (OLD."activity_type", OLD."adults_total", OLD."audience", OLD."changed_at", OLD."child_care", OLD."comments_total", OLD."community_total", OLD."compact_discussed_total", OLD."completed_total", OLD."deleted_at", OLD."deleted_by_id", OLD."deleted_reason", OLD."ends_at", OLD."enrolled_total", OLD."entry_key", OLD."evidence_id", OLD."families_total", OLD."feedback_mean", OLD."feedback_total", OLD."follow_up", OLD."food", OLD."four_cs", OLD."goals_set_total", OLD."held_on", OLD."hours_total", OLD."id", OLD."interpretation_provided", OLD."interpretation_requested", OLD."invited_total", OLD."is_series", OLD."is_unduplicated", OLD."languages_offered", OLD."logged_at", OLD."logged_by_id", OLD."mode", OLD."no_indicator_reason", OLD."notes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."rating_collaborative", OLD."rating_development", OLD."rating_integrated", OLD."rating_interactive", OLD."rating_linked_to_learning", OLD."rating_relational", OLD."rating_sustained", OLD."rating_systemic", OLD."reason_collaborative", OLD."reason_development", OLD."reason_integrated", OLD."reason_interactive", OLD."reason_linked_to_learning", OLD."reason_relational", OLD."reason_sustained", OLD."reason_systemic", OLD."returned_total", OLD."roles_supported", OLD."run_by", OLD."school_id", OLD."sent_total", OLD."sessions_total", OLD."sets_given_total", OLD."staff_total", OLD."starts_at", OLD."students_total", OLD."title", OLD."transport", OLD."version", OLD."visits_attempted_total", OLD."visits_declined_total", OLD."visits_first_total", OLD."visits_second_total"); RETURN NULL;', hash='1271db66d2e30a95260c87e452b7b90f151471b1', operation='DELETE', pgid='pgtrigger_delete_delete_85de1', table='partnerships_activity', when='AFTER')),
        ),
        migrations.CreateModel(
            name='ActivityPartner',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('partnerships.activity_partners',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partneraccount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_partneraccountevent" ("id", "membership_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."membership_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='a3aab6e2d0f579b83c3d35f67e487b796b591bc3', operation='INSERT', pgid='pgtrigger_insert_insert_5f0e8', table='partnerships_partneraccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partneraccount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_partneraccountevent" ("id", "membership_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."membership_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='164d1da8490d7aae288eccb54f64c674e8e2f142', operation='UPDATE', pgid='pgtrigger_update_update_3a428', table='partnerships_partneraccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partneraccount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_partneraccountevent" ("id", "membership_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."membership_id", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='480fb158b5f6321eee75c3ebc8a1467626232652', operation='DELETE', pgid='pgtrigger_delete_delete_c0021', table='partnerships_partneraccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partneraccountevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4f55dcd65bf77c73555128e33aee79c5f2d07e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8aeb0', table='partnerships_partneraccountevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8df97be2e47ce2059374411798b453530f630b9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_809b7', table='partnerships_partnerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerinitiativeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='acd92423d94fdd64ac2d5066c32d7b1308c9935c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f1d7b', table='partnerships_partnerinitiativeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='yearlyreach',
            constraint=models.UniqueConstraint(fields=('school', 'fall_year'), name='yearly_reach_once', violation_error_message='This school has stated its reach for this year already.'),
        ),
        migrations.AddConstraint(
            model_name='yearlyreach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('families_enrolled', None), ('families_reached', None), ('families_reached__lte', models.F('families_enrolled')), _connector='OR'), models.Q(('families_enrolled', None), ('families_home_visited', None), ('families_home_visited__lte', models.F('families_enrolled')), _connector='OR')), name='yearly_reach_within_enrolment', violation_error_message='No more families can be reached than are enrolled.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearlyreach',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_yearlyreachevent" ("fall_year", "families_enrolled", "families_home_visited", "families_reached", "id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "stated_at", "stated_by_id", "version") VALUES (NEW."fall_year", NEW."families_enrolled", NEW."families_home_visited", NEW."families_reached", NEW."id", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school_id", NEW."stated_at", NEW."stated_by_id", NEW."version"); RETURN NULL;', hash='3ec7b622b8968ba6fdb904a6c1b1adfa3fcd1237', operation='INSERT', pgid='pgtrigger_insert_insert_3b1a6', table='partnerships_yearlyreach', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearlyreach',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_yearlyreachevent" ("fall_year", "families_enrolled", "families_home_visited", "families_reached", "id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "stated_at", "stated_by_id", "version") VALUES (NEW."fall_year", NEW."families_enrolled", NEW."families_home_visited", NEW."families_reached", NEW."id", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school_id", NEW."stated_at", NEW."stated_by_id", NEW."version"); RETURN NULL;', hash='f2a9f54b45484afeaa8a405d29b118e3cecb084a', operation='UPDATE', pgid='pgtrigger_update_update_55dbe', table='partnerships_yearlyreach', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearlyreach',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_yearlyreachevent" ("fall_year", "families_enrolled", "families_home_visited", "families_reached", "id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "stated_at", "stated_by_id", "version") VALUES (OLD."fall_year", OLD."families_enrolled", OLD."families_home_visited", OLD."families_reached", OLD."id", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school_id", OLD."stated_at", OLD."stated_by_id", OLD."version"); RETURN NULL;', hash='4f2d9a653fd83037bb83fa251d0fbca84880de4d', operation='DELETE', pgid='pgtrigger_delete_delete_f23d8', table='partnerships_yearlyreach', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearlyreachevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='82f1ff9d4794b44f5f02a4f308384db05900a92f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5bea1', table='partnerships_yearlyreachevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityindicator',
            trigger=pgtrigger.compiler.Trigger(name='link_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_activityindicatorevent" ("activity_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."activity_id", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'link\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0b750952d4b66028a967f7f9f9c939b9a081df19', level='STATEMENT', operation='INSERT', pgid='pgtrigger_link_insert_145b3', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_activity_indicators', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityindicator',
            trigger=pgtrigger.compiler.Trigger(name='unlink_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_activityindicatorevent" ("activity_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."activity_id", old_values."id", old_values."indicator_id", _pgh_attached_context.value, NOW(), \'unlink\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='676b4c7fe049675fcd39ea73d291f3afd9fb6915', level='STATEMENT', operation='DELETE', pgid='pgtrigger_unlink_delete_ab41c', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_activity_indicators', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiative',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'activities', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT activity.school_key, activity.held_on FROM partnerships_activity AS activity\n            WHERE activity.id IN (SELECT rows.activity_id FROM new_rows AS rows)\n            ORDER BY activity.id FOR NO KEY UPDATE) AS marked (school_key, day);\nRETURN NULL;\n", hash='c5555ca4f14a175806d95830f90b375cc53987af', level='STATEMENT', operation='INSERT', pgid='pgtrigger_stale_on_insert_a72d5', referencing='REFERENCING NEW TABLE AS new_rows ', table='partnerships_activity_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiative',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'activities', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT activity.school_key, activity.held_on FROM partnerships_activity AS activity\n            WHERE activity.id IN (SELECT rows.activity_id FROM old_rows AS rows)\n            ORDER BY activity.id FOR NO KEY UPDATE) AS marked (school_key, day);\nRETURN NULL;\n", hash='e073e183322530fc49c056c56db707b8d89d2189', level='STATEMENT', operation='DELETE', pgid='pgtrigger_stale_on_delete_92371', referencing='REFERENCING OLD TABLE AS old_rows ', table='partnerships_activity_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiative',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'activities', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT activity.school_key, activity.held_on FROM partnerships_activity AS activity\n            WHERE activity.id IN (SELECT rows.activity_id FROM (\n    (SELECT id, activity_id, initiative_id FROM old_rows EXCEPT ALL SELECT id, activity_id, initiative_id FROM new_rows)\n    UNION ALL\n    (SELECT id, activity_id, initiative_id FROM new_rows EXCEPT ALL SELECT id, activity_id, initiative_id FROM old_rows)\n) AS rows)\n            ORDER BY activity.id FOR NO KEY UPDATE) AS marked (school_key, day);\nRETURN NULL;\n", hash='a49aaa972313c49c4c0fa70b6a8665425817ecff', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_stale_on_update_ac02c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='partnerships_activity_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiative',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month) SELECT DISTINCT source, school_key, month FROM indicators_measurecell\nWHERE source = 'activities';\nRETURN NULL;\n", hash='071a6205461cf5073bf2c9fdc70800d2ed1037a6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_stale_on_truncate_6f539', table='partnerships_activity_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiative',
            trigger=pgtrigger.compiler.Trigger(name='link_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_activityinitiativeevent" ("activity_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."activity_id", new_values."id", new_values."initiative_id", _pgh_attached_context.value, NOW(), \'link\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='996b06ba788e76fcd4a09dab239aa595d2cabf38', level='STATEMENT', operation='INSERT', pgid='pgtrigger_link_insert_a94e0', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_activity_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityinitiative',
            trigger=pgtrigger.compiler.Trigger(name='unlink_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_activityinitiativeevent" ("activity_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."activity_id", old_values."id", old_values."initiative_id", _pgh_attached_context.value, NOW(), \'unlink\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a59694185396681adefb0307bb5c8aaa9def2311', level='STATEMENT', operation='DELETE', pgid='pgtrigger_unlink_delete_07c9d', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_activity_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerinitiative',
            trigger=pgtrigger.compiler.Trigger(name='link_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnerinitiativeevent" ("id", "initiative_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."id", new_values."initiative_id", new_values."partner_id", _pgh_attached_context.value, NOW(), \'link\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fab93ca63c0d70da11b1075626650fc218284ba1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_link_insert_570b1', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_partner_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerinitiative',
            trigger=pgtrigger.compiler.Trigger(name='unlink_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnerinitiativeevent" ("id", "initiative_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."id", old_values."initiative_id", old_values."partner_id", _pgh_attached_context.value, NOW(), \'unlink\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='37ac350602716f3c9e4794da65bfde3e98b5dd91', level='STATEMENT', operation='DELETE', pgid='pgtrigger_unlink_delete_ed037', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_partner_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitypartner',
            trigger=pgtrigger.compiler.Trigger(name='link_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_activitypartnerevent" ("activity_id", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."activity_id", new_values."id", new_values."partner_id", _pgh_attached_context.value, NOW(), \'link\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7e6270c9470208ec243e56034493544d084318d3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_link_insert_aa0a2', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_activity_partners', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitypartner',
            trigger=pgtrigger.compiler.Trigger(name='unlink_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_activitypartnerevent" ("activity_id", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."activity_id", old_values."id", old_values."partner_id", _pgh_attached_context.value, NOW(), \'unlink\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4a17a9b83901ab33ac11dab165c6349f48ea55a5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_unlink_delete_411e5', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_activity_partners', when='AFTER')),
        ),
    ]
