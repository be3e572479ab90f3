import postgres from 'postgres'

/** As many connections as the product opens. */
export const sql = postgres(process.env.DATABASE_URL, { max: 10 })
