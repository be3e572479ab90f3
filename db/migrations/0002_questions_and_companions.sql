CREATE TABLE "draft_files" (
	"token_hash" text NOT NULL,
	"question_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "draft_files_token_hash_question_id_pk" PRIMARY KEY("token_hash","question_id")
);
--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "most_companions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "companion_category_id" uuid;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "data_kind" text DEFAULT 'registrations' NOT NULL;--> statement-breakpoint
ALTER TABLE "draft_files" ADD CONSTRAINT "draft_files_token_hash_drafts_token_hash_fk" FOREIGN KEY ("token_hash") REFERENCES "public"."drafts"("token_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_companion_category_id_categories_id_fk" FOREIGN KEY ("companion_category_id") REFERENCES "public"."categories"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_companions" CHECK ("categories"."most_companions" between 0 and 20);