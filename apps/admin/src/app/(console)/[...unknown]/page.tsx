import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { words } from "@/words/server.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("shell"))("failure.notFound") };
}

/** Every address that no other page answers for, so that "there is no such page" stands inside the frame. */
export default function UnknownPage() {
  notFound();
}
