// The portal opens on the list of APIs.
import { redirect } from "next/navigation";

export default function HomePage(): never {
  redirect("/apis");
}
