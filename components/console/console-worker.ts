// The thread of one API's console: its sockets, its transcript and its timers live here, whatever the page draws, and
// whether or not its tab is in front.
import { ConsoleRoom, type PageFunctions } from "./console-room.ts";
import { type Port, ThreadCalls } from "./thread-calls.ts";

const port: Port = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};
const room: ConsoleRoom = new ConsoleRoom({
  news: (news) => void page.call("news", news),
  kept: (file) => void page.call("kept", file, [file.buffer]),
  covered: (coverage) => void page.call("covered", coverage),
  protocols: (dial) => page.call("protocols", dial),
});
const page: ThreadCalls<PageFunctions> = new ThreadCalls(port, room.functions());
