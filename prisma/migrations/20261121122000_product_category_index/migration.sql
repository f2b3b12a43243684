-- By itself, because it cannot be part of a transaction; the shop is read and changed meanwhile.
CREATE INDEX CONCURRENTLY "products_category_name_id_idx" ON "products"("category", "name", "id");
