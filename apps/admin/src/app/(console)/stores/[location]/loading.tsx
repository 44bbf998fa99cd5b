import { PageSkeleton } from "@/components/page-header/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton place="stores" rows={8} columns={2} />;
}
