ALTER TABLE "submissions" ADD COLUMN "category_id" uuid;--> statement-breakpoint
UPDATE "submissions" SET "category_id" = "registrations"."category_id" FROM "registrations" WHERE "registrations"."id" = "submissions"."registration_id";--> statement-breakpoint
ALTER TABLE "submissions" ALTER COLUMN "category_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;
