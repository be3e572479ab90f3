CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TYPE "public"."category_form" AS ENUM('delegate', 'parliamentarian', 'diplomat');--> statement-breakpoint
CREATE TYPE "public"."event_state" AS ENUM('draft', 'published', 'archived');--> statement-breakpoint
CREATE TYPE "public"."member_role" AS ENUM('owner', 'organiser', 'viewer');--> statement-breakpoint
CREATE TYPE "public"."mail_state" AS ENUM('queued', 'sent', 'failed');--> statement-breakpoint
CREATE TYPE "public"."consent_purpose" AS ENUM('processing', 'conduct', 'third_parties', 'cross_border', 'public_list', 'photo');--> statement-breakpoint
CREATE TYPE "public"."registration_state" AS ENUM('submitted', 'accepted', 'waiting_list', 'declined', 'withdrawn');--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"is_administrator" boolean DEFAULT false NOT NULL,
	"email_verified" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"actor_id" uuid,
	"subject" text NOT NULL,
	"subject_id" uuid,
	"action" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"form" "category_form" NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_open" boolean DEFAULT false NOT NULL,
	"opens_at" timestamp with time zone,
	"closes_at" timestamp with time zone,
	"capacity" integer,
	"taken" integer DEFAULT 0 NOT NULL,
	"is_reviewed" boolean DEFAULT true NOT NULL,
	"has_waiting_list" boolean DEFAULT true NOT NULL,
	CONSTRAINT "categories_event_slug" UNIQUE("event_id","slug"),
	CONSTRAINT "categories_taken_within_capacity" CHECK ("categories"."taken" >= 0 and ("categories"."capacity" is null or "categories"."taken" <= "categories"."capacity")),
	CONSTRAINT "categories_capacity_positive" CHECK ("categories"."capacity" is null or "categories"."capacity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "consent_versions" (
	"event_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"texts" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consent_versions_event_id_version_pk" PRIMARY KEY("event_id","version"),
	CONSTRAINT "consent_versions_digest" UNIQUE("event_id","digest")
);
--> statement-breakpoint
CREATE TABLE "event_pictures" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"data" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"series_id" uuid,
	"state" "event_state" DEFAULT 'draft' NOT NULL,
	"is_example" boolean DEFAULT false NOT NULL,
	"name" jsonb NOT NULL,
	"summary" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"venue" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"city" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"host" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"chair" text,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"time_zone" text NOT NULL,
	"colour" text DEFAULT '#0B2E4F' NOT NULL,
	"contact_email" text NOT NULL,
	"operator" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"operator_number" text DEFAULT '' NOT NULL,
	"recipients" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"abroad" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"retention_months" integer DEFAULT 6 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_slug_unique" UNIQUE("slug"),
	CONSTRAINT "events_end_after_start" CHECK ("events"."ends_at" > "events"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"event_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" "member_role" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_event_id_user_id_pk" PRIMARY KEY("event_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	CONSTRAINT "series_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "mail_queue" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"paused_because" text,
	"paused_at" timestamp with time zone,
	CONSTRAINT "mail_queue_one_row" CHECK ("mail_queue"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid,
	"registration_id" uuid,
	"user_id" uuid,
	"kind" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"to" text NOT NULL,
	"reply_to" text,
	"locale" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"sealed_link" text,
	"calendar" text,
	"state" "mail_state" DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"first_tried_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"provider_id" text,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mails_once" UNIQUE("registration_id","kind","version")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"registration_id" uuid NOT NULL,
	"purpose" "consent_purpose" NOT NULL,
	"event_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"is_given" boolean NOT NULL,
	"locale" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consents_registration_id_purpose_pk" PRIMARY KEY("registration_id","purpose")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"category_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"state" "registration_state" NOT NULL,
	"state_since" timestamp with time zone DEFAULT now() NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text DEFAULT '' NOT NULL,
	"patronymic" text DEFAULT '' NOT NULL,
	"native_name" text DEFAULT '' NOT NULL,
	"sort_key" text NOT NULL,
	"search_key" text NOT NULL,
	"person_key" text NOT NULL,
	"country" text NOT NULL,
	"position" text NOT NULL,
	"institution" text NOT NULL,
	"email" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"locale" text NOT NULL,
	"interpretation" text DEFAULT '' NOT NULL,
	"diet" text DEFAULT '' NOT NULL,
	"accessibility" text DEFAULT '' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"link_hash" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registrations_linkHash_unique" UNIQUE("link_hash"),
	CONSTRAINT "registrations_reference" UNIQUE("event_id","reference"),
	CONSTRAINT "registrations_lengths" CHECK (length("registrations"."given_name") <= 200 and length("registrations"."family_name") <= 200 and length("registrations"."email") <= 254 and length("registrations"."accessibility") <= 2000)
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "submissions_reference" UNIQUE("event_id","reference")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_tokens" ADD CONSTRAINT "sign_in_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_versions" ADD CONSTRAINT "consent_versions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_pictures" ADD CONSTRAINT "event_pictures_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_event_id_version_consent_versions_event_id_version_fk" FOREIGN KEY ("event_id","version") REFERENCES "public"."consent_versions"("event_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user_id_index" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_tokens_user_id_created_at_index" ON "sign_in_tokens" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("event_id","subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("event_id","action","at");--> statement-breakpoint
CREATE INDEX "events_series_id_index" ON "events" USING btree ("series_id");--> statement-breakpoint
CREATE INDEX "members_user_id_index" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("due_at") WHERE "mails"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "mails_event" ON "mails" USING btree ("event_id","created_at");--> statement-breakpoint
CREATE INDEX "mails_registration" ON "mails" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "drafts_expires_at_index" ON "drafts" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_one_live_per_person" ON "registrations" USING btree ("event_id","person_key") WHERE "registrations"."state" in ('submitted', 'accepted', 'waiting_list');--> statement-breakpoint
CREATE INDEX "registrations_state" ON "registrations" USING btree ("event_id","state","created_at");--> statement-breakpoint
CREATE INDEX "registrations_category" ON "registrations" USING btree ("event_id","category_id","state");--> statement-breakpoint
CREATE INDEX "registrations_country" ON "registrations" USING btree ("event_id","country");--> statement-breakpoint
CREATE INDEX "registrations_sort" ON "registrations" USING btree ("event_id","sort_key" collate "und-x-icu");--> statement-breakpoint
CREATE INDEX "registrations_created" ON "registrations" USING btree ("event_id","created_at");--> statement-breakpoint
CREATE INDEX "registrations_search" ON "registrations" USING gin ("search_key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "submissions_registration_id_index" ON "submissions" USING btree ("registration_id");--> statement-breakpoint
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();--> statement-breakpoint
INSERT INTO "mail_queue" ("id") VALUES (1);
