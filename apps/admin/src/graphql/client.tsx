"use client";

import { type ReactNode, useState } from "react";
import { Client, fetchExchange, Provider } from "urql";

/**
 * GraphQL for client leaves: writes, and the palette's search. Pages read on the server, so nothing is cached here;
 * after a write the page is read again.
 */
export function GraphQLProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new Client({
        url: "/graphql",
        exchanges: [fetchExchange],
        requestPolicy: "network-only",
        preferGetMethod: false,
        fetchOptions: { credentials: "same-origin" },
      }),
  );
  return <Provider value={client}>{children}</Provider>;
}
