import { z } from "zod";
import { bridgeError, REFUSAL_CODES } from "./errors.ts";
import { BRIDGE_EVENTS, bridgeEvent, EVENT_SCHEMAS, EVENT_STORE_HEADER, recordedEvent } from "./events.ts";
import {
  exampleChecked,
  exampleEvents,
  exampleMenu,
  exampleOrder,
  examplePlaced,
  exampleRecorded,
  exampleVoided,
} from "./examples.ts";
import { bridgeMenu } from "./menu.ts";
import { answer, errors, eventErrors, signedHeaders } from "./openapi-answers.ts";
import { BRIDGE_OPERATIONS, type BridgeOperation } from "./operations.ts";
import { bridgeModifier, bridgeOrder, checkedOrder, placedOrder, voidedOrder } from "./order.ts";
import { posId, reference } from "./wire-types.ts";

/** Any JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const SCHEMAS = {
  Menu: bridgeMenu,
  Order: bridgeOrder,
  Modifier: bridgeModifier,
  PlacedOrder: placedOrder,
  VoidedOrder: voidedOrder,
  CheckedOrder: checkedOrder,
  ...EVENT_SCHEMAS,
  RecordedEvent: recordedEvent,
  Error: bridgeError,
};

/** The bridge as an OpenAPI 3.1 document, from the very schemas that Parley checks answers with. */
export function buildOpenApi(): Json {
  return toJson({
    openapi: "3.1.1",
    info: {
      title: "Parley POS bridge",
      version: "1.0.0",
      description: [
        "What a POS serves so that Parley can hand it the orders of PAR Ordering.",
        "Every request is signed with the store's key, and so must be every answer but a 401:",
        "see docs/bridge.md for the signature, with a test vector, and for what each promise means.",
        "Unknown fields are to be ignored by both sides.",
      ].join(" "),
    },
    servers: [{ url: "https://{pos}", variables: { pos: { default: "pos.example.com" } } }],
    security: [{ signature: [] }],
    paths: buildPaths(),
    webhooks: buildWebhooks(),
    components: {
      schemas: buildSchemas(),
      parameters: {
        store: {
          name: "store",
          in: "path",
          required: true,
          schema: schemaOf(posId),
          description: "The POS's name of the store",
        },
        reference: {
          name: "reference",
          in: "path",
          required: true,
          schema: schemaOf(reference),
          description: "Parley's name of the order",
        },
        eventStore: {
          name: EVENT_STORE_HEADER,
          in: "header",
          required: true,
          schema: schemaOf(posId),
          description: "The POS's name of the store: it tells whose key to verify with",
        },
        messageId: {
          name: "webhook-id",
          in: "header",
          required: true,
          schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,128}$" },
          description: "New for every request; of an event the same on every try",
        },
        timestamp: {
          name: "webhook-timestamp",
          in: "header",
          required: true,
          schema: { type: "string", pattern: "^[1-9][0-9]{0,10}$" },
          description: "Unix seconds; refuse what is more than 5 minutes off",
        },
      },
      headers: {
        "webhook-id": { required: true, schema: { type: "string" }, description: "The request's, repeated" },
        "webhook-timestamp": {
          required: true,
          schema: { type: "string" },
          description: "The request's, repeated",
        },
        "webhook-signature": {
          required: true,
          schema: { type: "string" },
          description: "v1, and the base64 signature of the answer",
        },
        "retry-after": { schema: { type: "string" }, description: "Whole seconds" },
        etag: { schema: { type: "string" }, description: "The menu's version in double quotes" },
      },
      securitySchemes: {
        signature: {
          type: "apiKey",
          in: "header",
          name: "webhook-signature",
          description:
            "Standard Webhooks signature `v1,<base64>` over `id.timestamp.METHOD path\\nbody`; one matching entry of several is enough",
        },
      },
    },
  });
}

function buildPaths() {
  const operation = (name: BridgeOperation, summary: string, rest: object) => {
    const { method, path } = BRIDGE_OPERATIONS[name];
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const parameters = [...placeholders, "messageId", "timestamp"].map((id) => ({
      $ref: `#/components/parameters/${id}`,
    }));
    return { [path]: { [method.toLowerCase()]: { operationId: name, summary, parameters, ...rest } } };
  };
  const paths = [
    operation("get_menu", "The menu with prices, availability and rules", {
      responses: {
        200: answer("The current menu", "Menu", exampleMenu, ["etag"]),
        304: { description: "If-None-Match names the current version", headers: signedHeaders() },
        ...errors("unauthorized", "store_not_found"),
      },
    }),
    operation("check_order", "Would this order be taken now? Commits nothing", {
      requestBody: orderBody(),
      responses: {
        200: answer("Taken or refused, and why", "CheckedOrder", exampleChecked),
        ...errors("invalid_request", "unauthorized", "store_not_found"),
      },
    }),
    operation("place_order", "Place the order; what a second try of the reference does, the class says", {
      requestBody: orderBody(),
      responses: {
        200: answer(
          "The order was placed by an earlier request: the first order",
          "PlacedOrder",
          examplePlaced,
        ),
        201: answer("The order is placed", "PlacedOrder", examplePlaced),
        ...errors(
          "invalid_request",
          "unauthorized",
          "store_not_found",
          "in_progress",
          "duplicate_reference",
          "order_voided",
          "refused",
          "rate_limited",
          "internal",
          "not_placed",
        ),
      },
    }),
    operation("find_order", "The order of a reference; changes nothing", {
      responses: {
        200: answer("The order", "PlacedOrder", examplePlaced),
        ...errors("unauthorized", "order_not_found", "in_progress", "order_voided", "look_up_not_offered"),
      },
    }),
    operation("void_order", "Take the order of a reference back, where offered; safe to repeat", {
      responses: {
        200: answer("The order is voided, now or by an earlier request", "VoidedOrder", exampleVoided),
        ...errors("unauthorized", "order_not_found", "in_progress", "internal", "void_not_offered"),
      },
    }),
  ];
  const byPath: Record<string, object> = {};
  for (const entry of paths) {
    for (const [path, methods] of Object.entries(entry)) byPath[path] = { ...byPath[path], ...methods };
  }
  return byPath;
}

/** The one call that the POS makes and Parley serves. */
function buildWebhooks() {
  return {
    event: {
      [BRIDGE_EVENTS.method.toLowerCase()]: {
        operationId: "send_event",
        summary: `What happened at the POS: ${BRIDGE_EVENTS.method} ${BRIDGE_EVENTS.path} at Parley; safe to repeat`,
        parameters: ["eventStore", "messageId", "timestamp"].map((id) => ({
          $ref: `#/components/parameters/${id}`,
        })),
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: { $ref: "#/components/schemas/Event" }, examples: EVENT_EXAMPLES },
          },
        },
        responses: {
          200: answer("Taken, now or by an earlier message of this id", "RecordedEvent", exampleRecorded),
          ...eventErrors(),
        },
      },
    },
  };
}

const EVENT_EXAMPLES = Object.fromEntries(exampleEvents.map((value) => [value.kind, { value }]));

function orderBody() {
  const schema = { $ref: "#/components/schemas/Order" };
  return { required: true, content: { "application/json": { schema, example: exampleOrder } } };
}

function buildSchemas() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: "input" });
  const plain = Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutHeader(schema)]),
  );
  const codes = `\`issues[].code\` is one of ${REFUSAL_CODES.join(", ")}; another makes the outcome unknown`;
  const anyOf = Object.keys(EVENT_SCHEMAS).map((id) => ({ $ref: `#/components/schemas/${id}` }));
  const Event = { anyOf: [...anyOf, schemaOf(bridgeEvent)] };
  return { ...plain, Event, Error: { ...plain.Error, description: codes } };
}

function schemaOf(schema: z.ZodType) {
  return withoutHeader(z.toJSONSchema(schema, { io: "input" }));
}

/** A schema inside the document needs no dialect and no address of its own. */
function withoutHeader(schema: object | undefined) {
  return Object.fromEntries(
    Object.entries(schema ?? {}).filter(([key]) => !["$schema", "$id", "id"].includes(key)),
  );
}

/** Plain JSON data, without the non-enumerable extras of the schema library. */
function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
