CREATE TYPE "public"."campaign_kind" AS ENUM('notice', 'bulletin');--> statement-breakpoint
CREATE TYPE "public"."campaign_state" AS ENUM('draft', 'scheduled', 'sending', 'sent', 'stopped');--> statement-breakpoint
CREATE TYPE "public"."mail_lane" AS ENUM('urgent', 'personal', 'bulk');--> statement-breakpoint
-- A new type instead of new values: within its transaction, an index may not name a value that was just added.
DROP INDEX "mails_due";--> statement-breakpoint
ALTER TYPE "public"."mail_state" RENAME TO "mail_state_before";--> statement-breakpoint
CREATE TYPE "public"."mail_state" AS ENUM('queued', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'stopped');--> statement-breakpoint
ALTER TABLE "mails" ALTER COLUMN "state" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "mails" ALTER COLUMN "state" TYPE "public"."mail_state" USING "state"::text::"public"."mail_state";--> statement-breakpoint
ALTER TABLE "mails" ALTER COLUMN "state" SET DEFAULT 'queued';--> statement-breakpoint
DROP TYPE "public"."mail_state_before";--> statement-breakpoint
CREATE TABLE "automations" (
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"is_on" boolean DEFAULT false NOT NULL,
	"days" integer NOT NULL,
	"hour" integer DEFAULT 9 NOT NULL,
	"switched_on_at" timestamp with time zone,
	"ran_at" timestamp with time zone,
	CONSTRAINT "automations_event_id_kind_pk" PRIMARY KEY("event_id","kind"),
	CONSTRAINT "automations_hour" CHECK ("automations"."hour" between 0 and 23),
	CONSTRAINT "automations_days" CHECK ("automations"."days" between -365 and 365)
);
--> statement-breakpoint
CREATE TABLE "campaign_files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"data" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_recipients" (
	"campaign_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"left_out" text,
	"mail_id" uuid,
	CONSTRAINT "campaign_recipients_campaign_id_registration_id_pk" PRIMARY KEY("campaign_id","registration_id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" "campaign_kind" DEFAULT 'notice' NOT NULL,
	"audience" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"subject" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"heading" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"body" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" "campaign_state" DEFAULT 'draft' NOT NULL,
	"created_by" uuid,
	"released_by" uuid,
	"released_at" timestamp with time zone,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"send_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_number" UNIQUE("event_id","number")
);
--> statement-breakpoint
CREATE TABLE "event_logos" (
	"event_id" uuid NOT NULL,
	"version" text NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"data" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	CONSTRAINT "event_logos_event_id_version_pk" PRIMARY KEY("event_id","version")
);
--> statement-breakpoint
CREATE TABLE "mail_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"mail_id" uuid,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_wordings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"category_id" uuid,
	"subject" text NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_wordings_once" UNIQUE NULLS NOT DISTINCT("event_id","kind","locale","category_id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"name" text NOT NULL,
	"filters" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segments_name" UNIQUE("event_id","name")
);
--> statement-breakpoint
CREATE TABLE "unsubscribed" (
	"event_id" uuid NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unsubscribed_event_id_email_pk" PRIMARY KEY("event_id","email")
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "languages" text[] DEFAULT '{"en","ru","kk"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "reply_to" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "signature" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "needs_mail_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_queue" ADD COLUMN "next_turn_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "focal_point_id" uuid;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "resent_from_id" uuid;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "lane" "mail_lane" DEFAULT 'personal' NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "is_bulletin" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "automations" ADD CONSTRAINT "automations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_files" ADD CONSTRAINT "campaign_files_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_released_by_users_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_logos" ADD CONSTRAINT "event_logos_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_reports" ADD CONSTRAINT "mail_reports_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_wordings" ADD CONSTRAINT "mail_wordings_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_wordings" ADD CONSTRAINT "mail_wordings_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsubscribed" ADD CONSTRAINT "unsubscribed_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "event_logos_current" ON "event_logos" USING btree ("event_id") WHERE "event_logos"."is_current";--> statement-breakpoint
CREATE INDEX "campaign_files_campaign_id_index" ON "campaign_files" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "campaign_recipients_open" ON "campaign_recipients" USING btree ("campaign_id") WHERE "campaign_recipients"."mail_id" is null and "campaign_recipients"."left_out" is null;--> statement-breakpoint
CREATE INDEX "campaign_recipients_registration_id_index" ON "campaign_recipients" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "campaigns_state" ON "campaigns" USING btree ("state");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_focal_point_id_focal_points_id_fk" FOREIGN KEY ("focal_point_id") REFERENCES "public"."focal_points"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_resent_from_id_mails_id_fk" FOREIGN KEY ("resent_from_id") REFERENCES "public"."mails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_campaign" ON "mails" USING btree ("campaign_id","state");--> statement-breakpoint
CREATE INDEX "mails_provider" ON "mails" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "mails_undeliverable" ON "mails" USING btree ("event_id","to") WHERE "mails"."state" in ('bounced', 'complained');--> statement-breakpoint
CREATE INDEX "mails_failed" ON "mails" USING btree ("event_id","created_at") WHERE "mails"."state" = 'failed';--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("lane","due_at") WHERE "mails"."state" = 'queued';--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_once_per_focal_point" UNIQUE("focal_point_id","kind","version");--> statement-breakpoint
CREATE INDEX "mails_resent" ON "mails" USING btree ("resent_from_id");--> statement-breakpoint
CREATE INDEX "mails_search" ON "mails" USING gin ("to" gin_trgm_ops,"subject" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "campaign_recipients_mail_id_index" ON "campaign_recipients" USING btree ("mail_id");--> statement-breakpoint
CREATE INDEX "mail_reports_mail_id_index" ON "mail_reports" USING btree ("mail_id");