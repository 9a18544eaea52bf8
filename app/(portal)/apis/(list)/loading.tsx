// Shown while the list of APIs is on its way.
import { ApiListSkeleton } from "#components/apis/list/api-list-skeleton.tsx";

export default function ApisLoading() {
  return <ApiListSkeleton />;
}
