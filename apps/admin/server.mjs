// The admin's program, in development and in production. In plain JavaScript, because Next must be loaded as it
// is: tsx translates only our own files beneath src/server.
import next from "next";
import { tsImport } from "tsx/esm/api";

const { serve } = await tsImport("./src/server/serve.ts", import.meta.url);
await serve(next);
