"use client";

import { useRouter } from "next/navigation";
import { useClient } from "urql";
import { writeFailure } from "@/graphql/write-failure.ts";
import { fromLocation, fromOrganization, type Mapping, type MappingKind } from "./mapping.ts";
import { mapLocation, mapOrganization, unmapLocation, unmapOrganization } from "./mappings.graphql.ts";

/** What became of a write: the mapping as it is now, or the API's words for why nothing changed. */
export type WriteAnswer = { kind: "done"; mapping: Mapping } | { kind: "refused"; message: string };

export interface MapRequest {
  kind: MappingKind;
  connectionId: string;
  parId: string;
  targetId: string;
  /** The version that the operator saw; null for an id that has no mapping. */
  expectedVersion: number | null;
}

/** The writes of this page. Each one reads the page again afterwards, also when it was refused: it was out of date. */
export function useMappingWrites() {
  const client = useClient();
  const router = useRouter();

  async function map({
    kind,
    connectionId,
    parId,
    targetId,
    expectedVersion,
  }: MapRequest): Promise<WriteAnswer> {
    if (kind === "organization") {
      const input = { connectionId, parOrganizationId: parId, brandId: targetId, expectedVersion };
      const { data, error } = await client.mutation(mapOrganization, { input });
      router.refresh();
      const result = data?.mapOrganization;
      if (result?.__typename === "OrganizationMapping")
        return { kind: "done", mapping: fromOrganization(result) };
      return { kind: "refused", message: result?.message ?? writeFailure(error) };
    }
    const input = { connectionId, parLocationId: parId, locationId: targetId, expectedVersion };
    const { data, error } = await client.mutation(mapLocation, { input });
    router.refresh();
    const result = data?.mapLocation;
    if (result?.__typename === "LocationMapping") return { kind: "done", mapping: fromLocation(result) };
    return { kind: "refused", message: result?.message ?? writeFailure(error) };
  }

  async function unmap({
    kind,
    id,
    version,
  }: Pick<Mapping, "kind" | "id" | "version">): Promise<WriteAnswer> {
    const input = { mappingId: id, expectedVersion: version };
    if (kind === "organization") {
      const { data, error } = await client.mutation(unmapOrganization, { input });
      router.refresh();
      const result = data?.unmapOrganization;
      if (result?.__typename === "OrganizationMapping")
        return { kind: "done", mapping: fromOrganization(result) };
      return { kind: "refused", message: result?.message ?? writeFailure(error) };
    }
    const { data, error } = await client.mutation(unmapLocation, { input });
    router.refresh();
    const result = data?.unmapLocation;
    if (result?.__typename === "LocationMapping") return { kind: "done", mapping: fromLocation(result) };
    return { kind: "refused", message: result?.message ?? writeFailure(error) };
  }

  return { map, unmap };
}
