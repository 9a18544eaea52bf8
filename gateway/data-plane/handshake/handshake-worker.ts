// What a handshake needs of its worker, and how it leaves its mark there.
import type { Socket } from "node:net";
import type { DialContext } from "#gateway/data-plane/backends/backend-dialer.ts";
import type { LiveConnections } from "#gateway/data-plane/connections/live-connections.ts";
import type { Caller } from "#gateway/data-plane/handshake/backend-request.ts";
import type { Refusal } from "#gateway/data-plane/http/refusal.ts";
import type { FailedCredentials } from "#gateway/data-plane/limits/failed-credentials.ts";
import type { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import type { WaitingShares } from "#gateway/data-plane/limits/waiting-shares.ts";
import type { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { SocketRoom } from "#gateway/data-plane/sockets/socket-room.ts";
import type { TicketToRedeem } from "#lib/routes/redeemed-tickets.ts";

/** Says once, later or at once, whether nobody has redeemed the ticket before: of all who ask, one is the first. */
export type RedeemTicket = (ticket: TicketToRedeem, done: (isFirst: boolean) => void) => void;

/** What one handshake needs of the worker that performs it. */
export type HandshakeWorker = {
  readonly table: RoutingTable;
  readonly live: LiveConnections;
  readonly dialing: DialContext;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
  readonly redeem: RedeemTicket;
  /** What gateways share of plans and APIs; null where they share nothing. */
  readonly budgets: GatewayBudgets;
  readonly failedCredentials: FailedCredentials;
  /** The places of those whose backend is being dialled. */
  readonly waiting: WaitingShares;
  /** Those handshakes themselves, which the worker may have to refuse. */
  readonly dialling: Set<{ giveUp(refusal: Refusal): void }>;
  readonly room: SocketRoom;
  /** Why nobody is let in, whoever it is; null where there is room. */
  findNoRoom(): Refusal | null;
  /** Counts, publishes and sends a refusal, and ends the socket. */
  refuse(socket: Socket, caller: Caller, refusal: Refusal): void;
};
