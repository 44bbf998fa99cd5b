import { PageSkeleton } from "@/components/page-header/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton place="mappings" rows={6} />;
}
