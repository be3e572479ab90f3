DROP INDEX "registrations_sort";--> statement-breakpoint
CREATE INDEX "registrations_sort" ON "registrations" USING btree ("event_id","sort_key" collate "und-x-icu");