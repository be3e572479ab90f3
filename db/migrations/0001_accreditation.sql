DROP INDEX "registrations_one_live_per_person";--> statement-breakpoint
ALTER TABLE "registrations" ALTER COLUMN "state" SET DATA TYPE text;--> statement-breakpoint
DROP TYPE "public"."registration_state";--> statement-breakpoint
CREATE TYPE "public"."registration_state" AS ENUM('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in', 'declined', 'withdrawn', 'cancelled');--> statement-breakpoint
ALTER TABLE "registrations" ALTER COLUMN "state" SET DATA TYPE "public"."registration_state" USING "state"::"public"."registration_state";--> statement-breakpoint
CREATE TYPE "public"."credentials_state" AS ENUM('none', 'copy', 'original', 'accepted', 'objection');--> statement-breakpoint
CREATE TYPE "public"."delegation_kind" AS ENUM('state', 'parliament', 'mission', 'international_organisation', 'institution');--> statement-breakpoint
CREATE TYPE "public"."invitation_kind" AS ENUM('personal', 'link', 'code');--> statement-breakpoint
ALTER TYPE "public"."member_role" ADD VALUE 'reviewer' BEFORE 'viewer';--> statement-breakpoint
ALTER TYPE "public"."member_role" ADD VALUE 'agenda_editor' BEFORE 'viewer';--> statement-breakpoint
ALTER TYPE "public"."member_role" ADD VALUE 'onsite' BEFORE 'viewer';--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"public_key" text NOT NULL,
	"counter" integer DEFAULT 0 NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);--> statement-breakpoint
CREATE TABLE "totp_secrets" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" integer
);--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"audit_id" bigint PRIMARY KEY NOT NULL,
	"chain" text NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_seals_position" UNIQUE("chain","position")
);--> statement-breakpoint
CREATE TABLE "delegation_roles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"is_head" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "delegation_roles_event_slug" UNIQUE("event_id","slug")
);--> statement-breakpoint
CREATE TABLE "delegations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" "delegation_kind" NOT NULL,
	"name" jsonb NOT NULL,
	"country" text,
	"search_key" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"credentials" "credentials_state" DEFAULT 'none' NOT NULL,
	"sent_at" timestamp with time zone,
	"frozen_at" timestamp with time zone,
	"unfrozen_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "focal_points" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"delegation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"locale" text NOT NULL,
	"invited_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "focal_points_once" UNIQUE("delegation_id","user_id")
);--> statement-breakpoint
CREATE TABLE "event_keys" (
	"event_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"wrapped" text,
	"destroyed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_keys_event_id_purpose_pk" PRIMARY KEY("event_id","purpose"),
	CONSTRAINT "event_keys_destroyed" CHECK (("event_keys"."wrapped" is null) = ("event_keys"."destroyed_at" is not null))
);--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"registration_id" uuid,
	"delegation_id" uuid,
	"kind" text NOT NULL,
	"about_id" uuid,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "files_of_one" CHECK (num_nonnulls("files"."registration_id", "files"."delegation_id") = 1)
);--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"delegation_id" uuid,
	"kind" "invitation_kind" NOT NULL,
	"token_hash" text NOT NULL,
	"code" text,
	"email" text,
	"name" text DEFAULT '' NOT NULL,
	"locale" text NOT NULL,
	"max_uses" integer DEFAULT 1 NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"skips_review" boolean DEFAULT false NOT NULL,
	"uses_reserve" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"declined_at" timestamp with time zone,
	"declined_reason" text DEFAULT '' NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_tokenHash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitations_uses" CHECK ("invitations"."uses" >= 0 and "invitations"."uses" <= "invitations"."max_uses")
);--> statement-breakpoint
CREATE TABLE "changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"state" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"accepted_fields" text[],
	"user_id" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"batch_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"user_id" uuid,
	"from" "registration_state" NOT NULL,
	"to" "registration_state" NOT NULL,
	"reason_id" uuid,
	"internal_note" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"told_before" "registration_state",
	"held_place_before" boolean NOT NULL,
	"mail_id" uuid,
	"undone_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "dismissed_duplicates" (
	"first_id" uuid NOT NULL,
	"second_id" uuid NOT NULL,
	"user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dismissed_duplicates_first_id_second_id_pk" PRIMARY KEY("first_id","second_id")
);--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"delegation_id" uuid NOT NULL,
	"user_id" uuid,
	"rows" jsonb,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "information_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"user_id" uuid,
	"question" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "opinions" (
	"registration_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "opinions_registration_id_user_id_pk" PRIMARY KEY("registration_id","user_id")
);--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"label" jsonb NOT NULL,
	"hint" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"options" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_required" boolean DEFAULT false NOT NULL,
	"is_after_acceptance" boolean DEFAULT false NOT NULL,
	"category_ids" uuid[] DEFAULT '{}' NOT NULL,
	"conditions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
CREATE TABLE "quotas" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"category_id" uuid,
	"delegation_id" uuid,
	"role_id" uuid,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "quotas_once" UNIQUE NULLS NOT DISTINCT("event_id","category_id","delegation_id","role_id"),
	CONSTRAINT "quotas_taken_within_capacity" CHECK ("quotas"."taken" >= 0 and "quotas"."taken" <= "quotas"."capacity"),
	CONSTRAINT "quotas_not_of_a_category_alone" CHECK ("quotas"."category_id" is null or "quotas"."delegation_id" is not null or "quotas"."role_id" is not null)
);--> statement-breakpoint
CREATE TABLE "reasons" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"states" text[] NOT NULL,
	"name" jsonb NOT NULL,
	"text" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "reasons_event_slug" UNIQUE("event_id","slug")
);--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"deleted" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "retention_runs_once" UNIQUE("event_id","kind","due_at")
);--> statement-breakpoint
CREATE TABLE "travel_documents" (
	"registration_id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"number_index" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "fresh_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "challenge" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "transaction" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "is_by_invitation" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "reserve" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "asks_photo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "asks_travel" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "asks_travel_document" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "retention" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "needs_second_opinion" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "offer_hours" integer DEFAULT 16 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "work_days" integer[] DEFAULT '{1,2,3,4,5}' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "work_from" integer DEFAULT 9 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "work_to" integer DEFAULT 18 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "delegations_close_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "needs_second_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "category_ids" uuid[];--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "delegation_ids" uuid[];--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "told_state" "registration_state";--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "holds_place" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "offer_expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "priority_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "delegation_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "role_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "is_head" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "delegation_position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "is_reserved" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "invitation_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "companion_of_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "answers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "travel" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "is_photo_exempt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "is_kept_off_lists" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "erasure_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "link_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation_roles" ADD CONSTRAINT "delegation_roles_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focal_points" ADD CONSTRAINT "focal_points_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focal_points" ADD CONSTRAINT "focal_points_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focal_points" ADD CONSTRAINT "focal_points_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_keys" ADD CONSTRAINT "event_keys_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_reason_id_reasons_id_fk" FOREIGN KEY ("reason_id") REFERENCES "public"."reasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_duplicates" ADD CONSTRAINT "dismissed_duplicates_first_id_registrations_id_fk" FOREIGN KEY ("first_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_duplicates" ADD CONSTRAINT "dismissed_duplicates_second_id_registrations_id_fk" FOREIGN KEY ("second_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_duplicates" ADD CONSTRAINT "dismissed_duplicates_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_requests" ADD CONSTRAINT "information_requests_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_requests" ADD CONSTRAINT "information_requests_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_requests" ADD CONSTRAINT "information_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_role_id_delegation_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."delegation_roles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reasons" ADD CONSTRAINT "reasons_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_runs" ADD CONSTRAINT "retention_runs_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "travel_documents" ADD CONSTRAINT "travel_documents_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "travel_documents" ADD CONSTRAINT "travel_documents_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkeys_user_id_index" ON "passkeys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "rate_limits_ends_at_index" ON "rate_limits" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "delegations_event_id_position_index" ON "delegations" USING btree ("event_id","position");--> statement-breakpoint
CREATE INDEX "delegations_search" ON "delegations" USING gin ("search_key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "focal_points_user_id_index" ON "focal_points" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "files_registration_id_index" ON "files" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "files_delegation_id_index" ON "files" USING btree ("delegation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_personal" ON "invitations" USING btree ("event_id",lower("email"),"category_id") WHERE "invitations"."kind" = 'personal' and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "invitations_event_id_created_at_index" ON "invitations" USING btree ("event_id","created_at");--> statement-breakpoint
CREATE INDEX "changes_registration_id_created_at_index" ON "changes" USING btree ("registration_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_one_pending" ON "changes" USING btree ("registration_id") WHERE "changes"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "changes_pending" ON "changes" USING btree ("event_id") WHERE "changes"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "decisions_registration_id_created_at_index" ON "decisions" USING btree ("registration_id","created_at");--> statement-breakpoint
CREATE INDEX "decisions_batch_id_index" ON "decisions" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "decisions_event_id_created_at_index" ON "decisions" USING btree ("event_id","created_at");--> statement-breakpoint
CREATE INDEX "imports_delegation_id_created_at_index" ON "imports" USING btree ("delegation_id","created_at");--> statement-breakpoint
CREATE INDEX "information_requests_registration_id_created_at_index" ON "information_requests" USING btree ("registration_id","created_at");--> statement-breakpoint
CREATE INDEX "questions_event_id_position_index" ON "questions" USING btree ("event_id","position");--> statement-breakpoint
CREATE INDEX "travel_documents_event_id_number_index_index" ON "travel_documents" USING btree ("event_id","number_index");--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_role_id_delegation_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."delegation_roles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_companion_of_id_registrations_id_fk" FOREIGN KEY ("companion_of_id") REFERENCES "public"."registrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_replaces_id_registrations_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."registrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_merged_into_id_registrations_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."registrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_one_head" ON "registrations" USING btree ("delegation_id") WHERE "registrations"."is_head" and "registrations"."state" in ('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in');--> statement-breakpoint
CREATE INDEX "registrations_delegation" ON "registrations" USING btree ("delegation_id","delegation_position");--> statement-breakpoint
CREATE INDEX "registrations_waiting" ON "registrations" USING btree ("category_id","priority","state_since") WHERE "registrations"."state" = 'waiting_list';--> statement-breakpoint
CREATE INDEX "registrations_offers" ON "registrations" USING btree ("offer_expires_at") WHERE "registrations"."offer_expires_at" is not null;--> statement-breakpoint
CREATE INDEX "registrations_untold" ON "registrations" USING btree ("event_id") WHERE "registrations"."told_state" is distinct from "registrations"."state";--> statement-breakpoint
CREATE INDEX "registrations_email" ON "registrations" USING btree ("event_id",lower("email"));--> statement-breakpoint
CREATE INDEX "registrations_companions" ON "registrations" USING btree ("companion_of_id") WHERE "registrations"."companion_of_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_one_live_per_person" ON "registrations" USING btree ("event_id","person_key") WHERE "registrations"."state" in ('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in');--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_id_unique" UNIQUE("id");--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_reserve" CHECK ("categories"."reserve" >= 0 and "categories"."reserve" <= coalesce("categories"."capacity", 1000000));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_work_hours" CHECK ("events"."work_from" >= 0 and "events"."work_from" < "events"."work_to" and "events"."work_to" <= 24);--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_offer_hours" CHECK ("events"."offer_hours" between 1 and 720);--> statement-breakpoint
UPDATE "registrations" SET "told_state" = "state", "holds_place" = ("state" = 'accepted');--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_place" CHECK ("registrations"."holds_place" or "registrations"."state" not in ('accepted', 'checked_in'));--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_place_of_the_living" CHECK (not "registrations"."holds_place" or "registrations"."state" in ('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in'));--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_offer" CHECK ("registrations"."offer_expires_at" is null or ("registrations"."state" = 'waiting_list' and "registrations"."holds_place"));--> statement-breakpoint
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seals" FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
