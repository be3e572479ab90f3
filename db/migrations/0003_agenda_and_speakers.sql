CREATE TYPE "public"."session_access" AS ENUM('public', 'registered', 'categories', 'delegations', 'invited');--> statement-breakpoint
CREATE TYPE "public"."session_kind" AS ENUM('plenary', 'panel', 'side_event', 'bilateral', 'press_briefing', 'ceremony', 'reception', 'break');--> statement-breakpoint
CREATE TYPE "public"."sign_up_state" AS ENUM('confirmed', 'waiting');--> statement-breakpoint
CREATE TYPE "public"."speaker_state" AS ENUM('proposed', 'invited', 'confirmed', 'declined');--> statement-breakpoint
CREATE TABLE "agenda_feeds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"registration_id" uuid,
	"starred" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "agenda_feeds_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "agenda_imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"user_id" uuid,
	"content" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agenda_releases" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"revision" integer NOT NULL,
	"programme" jsonb NOT NULL,
	"note" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"released_by" uuid,
	"released_at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "agenda_releases_number" UNIQUE("event_id","number")
);
--> statement-breakpoint
CREATE TABLE "agenda_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" "session_kind" NOT NULL,
	"track_id" uuid,
	"room_id" uuid,
	"starts_at" timestamp with time zone,
	"minutes" integer NOT NULL,
	"title" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"abstract" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"spoken" text[] DEFAULT '{}' NOT NULL,
	"interpreted" text[] DEFAULT '{}' NOT NULL,
	"access" "session_access" DEFAULT 'public' NOT NULL,
	"category_ids" uuid[] DEFAULT '{}' NOT NULL,
	"delegation_ids" uuid[] DEFAULT '{}' NOT NULL,
	"has_sign_up" boolean DEFAULT false NOT NULL,
	"capacity" integer,
	"taken" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"revision" integer NOT NULL,
	"changed_by" uuid,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agenda_sessions_minutes" CHECK ("agenda_sessions"."minutes" between 5 and 1440),
	CONSTRAINT "agenda_sessions_capacity" CHECK ("agenda_sessions"."capacity" is null or "agenda_sessions"."capacity" between 1 and 100000),
	CONSTRAINT "agenda_sessions_taken" CHECK ("agenda_sessions"."taken" >= 0)
);
--> statement-breakpoint
CREATE TABLE "agendas" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"name" jsonb NOT NULL,
	"capacity" integer,
	"floor" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"equipment" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"booths" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rooms_capacity" CHECK ("rooms"."capacity" is null or "rooms"."capacity" between 1 and 100000),
	CONSTRAINT "rooms_booths" CHECK ("rooms"."booths" between 0 and 50)
);
--> statement-breakpoint
CREATE TABLE "session_guests" (
	"session_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	CONSTRAINT "session_guests_session_id_registration_id_pk" PRIMARY KEY("session_id","registration_id")
);
--> statement-breakpoint
CREATE TABLE "session_items" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"minutes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_roles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"is_chair" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "session_roles_event_slug" UNIQUE("event_id","slug")
);
--> statement-breakpoint
CREATE TABLE "session_sign_ups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"state" "sign_up_state" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_sign_ups_once" UNIQUE("session_id","registration_id")
);
--> statement-breakpoint
CREATE TABLE "session_speakers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"speaker_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"item_id" uuid,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"name" jsonb NOT NULL,
	"colour" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "speaker_photos" (
	"speaker_id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"data" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "speakers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" uuid NOT NULL,
	"registration_id" uuid,
	"state" "speaker_state" DEFAULT 'proposed' NOT NULL,
	"is_public" boolean DEFAULT true NOT NULL,
	"hidden" text[] DEFAULT '{}' NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"given_name" text DEFAULT '' NOT NULL,
	"family_name" text DEFAULT '' NOT NULL,
	"native_name" text DEFAULT '' NOT NULL,
	"pronunciation" text DEFAULT '' NOT NULL,
	"position" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"institution" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"country" text DEFAULT '' NOT NULL,
	"biography" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"links" text[] DEFAULT '{}' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"locale" text NOT NULL,
	"availability" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"search_key" text NOT NULL,
	"sort_key" text NOT NULL,
	"link_hash" text,
	"link_version" integer DEFAULT 1 NOT NULL,
	"invited_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "speakers_linkHash_unique" UNIQUE("link_hash"),
	CONSTRAINT "speakers_of_registration" UNIQUE("event_id","registration_id"),
	CONSTRAINT "speakers_lengths" CHECK (length("speakers"."given_name") <= 200 and length("speakers"."family_name") <= 200 and length("speakers"."email") <= 254 and length("speakers"."note") <= 5000)
);
--> statement-breakpoint
ALTER TABLE "files" DROP CONSTRAINT "files_of_one";--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "speaker_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "is_public" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "speaker_id" uuid;--> statement-breakpoint
ALTER TABLE "agenda_feeds" ADD CONSTRAINT "agenda_feeds_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_feeds" ADD CONSTRAINT "agenda_feeds_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_imports" ADD CONSTRAINT "agenda_imports_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_imports" ADD CONSTRAINT "agenda_imports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_releases" ADD CONSTRAINT "agenda_releases_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_releases" ADD CONSTRAINT "agenda_releases_released_by_users_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_sessions" ADD CONSTRAINT "agenda_sessions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_sessions" ADD CONSTRAINT "agenda_sessions_track_id_tracks_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."tracks"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_sessions" ADD CONSTRAINT "agenda_sessions_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_sessions" ADD CONSTRAINT "agenda_sessions_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agendas" ADD CONSTRAINT "agendas_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_guests" ADD CONSTRAINT "session_guests_session_id_agenda_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."agenda_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_guests" ADD CONSTRAINT "session_guests_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_items" ADD CONSTRAINT "session_items_session_id_agenda_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."agenda_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_roles" ADD CONSTRAINT "session_roles_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_sign_ups" ADD CONSTRAINT "session_sign_ups_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_sign_ups" ADD CONSTRAINT "session_sign_ups_session_id_agenda_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."agenda_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_sign_ups" ADD CONSTRAINT "session_sign_ups_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_speakers" ADD CONSTRAINT "session_speakers_session_id_agenda_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."agenda_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_speakers" ADD CONSTRAINT "session_speakers_speaker_id_speakers_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_speakers" ADD CONSTRAINT "session_speakers_role_id_session_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."session_roles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_speakers" ADD CONSTRAINT "session_speakers_item_id_session_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."session_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speaker_photos" ADD CONSTRAINT "speaker_photos_speaker_id_speakers_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agenda_feeds_registration_id_index" ON "agenda_feeds" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "agenda_imports_event_id_created_at_index" ON "agenda_imports" USING btree ("event_id","created_at");--> statement-breakpoint
CREATE INDEX "agenda_sessions_time" ON "agenda_sessions" USING btree ("event_id","starts_at");--> statement-breakpoint
CREATE INDEX "agenda_sessions_revision" ON "agenda_sessions" USING btree ("event_id","revision");--> statement-breakpoint
CREATE INDEX "rooms_event_id_position_index" ON "rooms" USING btree ("event_id","position");--> statement-breakpoint
CREATE INDEX "session_guests_registration_id_index" ON "session_guests" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "session_items_session_id_position_index" ON "session_items" USING btree ("session_id","position");--> statement-breakpoint
CREATE INDEX "session_sign_ups_session_id_state_created_at_index" ON "session_sign_ups" USING btree ("session_id","state","created_at");--> statement-breakpoint
CREATE INDEX "session_sign_ups_registration_id_index" ON "session_sign_ups" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "session_speakers_session_id_position_index" ON "session_speakers" USING btree ("session_id","position");--> statement-breakpoint
CREATE INDEX "session_speakers_speaker_id_index" ON "session_speakers" USING btree ("speaker_id");--> statement-breakpoint
CREATE INDEX "tracks_event_id_position_index" ON "tracks" USING btree ("event_id","position");--> statement-breakpoint
CREATE INDEX "speakers_sort" ON "speakers" USING btree ("event_id","sort_key" collate "und-x-icu");--> statement-breakpoint
CREATE INDEX "speakers_search" ON "speakers" USING gin ("search_key" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_speaker_id_speakers_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_session_id_agenda_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."agenda_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_speaker_id_speakers_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_speaker_id_index" ON "files" USING btree ("speaker_id");--> statement-breakpoint
CREATE INDEX "files_session_id_index" ON "files" USING btree ("session_id");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_once_per_speaker" UNIQUE("speaker_id","kind","version");--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_public" CHECK (not "files"."is_public" or num_nonnulls("files"."speaker_id", "files"."session_id") = 1);--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_of_one" CHECK (num_nonnulls("files"."registration_id", "files"."delegation_id", "files"."speaker_id", "files"."session_id") = 1);