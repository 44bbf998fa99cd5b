import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const folder = new URL("../../vectors/", import.meta.url);

function load(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

const signatureSchema = z.strictObject({
  id: z.string(),
  case: z.string(),
  shared_id: z.string(),
  body: z.record(z.string(), z.unknown()),
  readings: z.string().regex(/^R?E?T?X?$/),
  string: z.string(),
  digest: z.string().length(64),
  // What a server must do with the body: verify the digest, refuse it with 400, or (library_only) have no such
  // SharedId at all.
  server: z.enum(["verified", "refused", "library_only"]),
});

const tokenSchema = z.strictObject({
  id: z.string(),
  case: z.string(),
  shared_id: z.string(),
  jwt_key: z.enum(["full", "first10"]),
  now: z.string(),
  token: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

const payloadSchema = z.strictObject({
  kind: z.enum(["order_request", "order_answer", "menu_request", "menu_answer", "error_body"]),
  case: z.string(),
  expect: z.union([z.literal("accepted"), z.strictObject({ code: z.string(), field: z.string() })]),
  body: z.record(z.string(), z.unknown()),
});

// A body of its own, or the name of a payload vector.
const fingerprintSchema = z
  .array(
    z.strictObject({
      case: z.string(),
      payload: z.string().optional(),
      body: z.record(z.string(), z.unknown()).optional(),
      sha256: z.string().length(64),
    }),
  )
  .refine((rows) => rows.every(({ payload, body }) => (payload === undefined) !== (body === undefined)));

/** Every vector of contract 4.2, one row per accepted reading. */
export const signatureVectors = z.array(signatureSchema).parse(load("signatures.json"));
/** The tokens of contract 4.3. */
export const tokenVectors = z.array(tokenSchema).parse(load("tokens.json"));
/** Whole bodies; a file added to the folder is a test added. */
export const payloadVectors = readdirSync(new URL("payloads/", folder))
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, ...payloadSchema.parse(load(`payloads/${name}`)) }));

/** What version 1 of the fingerprint gives for each body. Never to be changed: such hashes are stored with orders. */
export const fingerprintVectors = fingerprintSchema.parse(load("fingerprints-v1.json")).map((row) => ({
  case: row.case,
  sha256: row.sha256,
  payload: row.payload ?? null,
  body: row.body ?? payloadVectors.find(({ name }) => name === row.payload)?.body,
}));

/** What version 2 gives for the same bodies, by the name of each case. Never to be changed either. */
export const fingerprintsV2 = new Map(
  z
    .array(z.strictObject({ case: z.string(), sha256: z.string().length(64) }))
    .parse(load("fingerprints-v2.json"))
    .map((row) => [row.case, row.sha256]),
);
