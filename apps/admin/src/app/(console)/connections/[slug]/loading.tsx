import { PageSkeleton } from "@/components/page-header/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton place="connections" rows={12} columns={2} />;
}
