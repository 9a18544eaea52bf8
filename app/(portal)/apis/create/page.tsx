// The ways in which an API can begin, for those who come by address: today there is one.
import { redirect } from "next/navigation";

export default function CreatePage(): never {
  redirect("/apis/create/websocket");
}
