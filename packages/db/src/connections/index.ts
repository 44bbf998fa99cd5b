/** PAR relationships and their SharedIds. */
export * from "./connections.ts";
export * from "./secrets.ts";
