// Which tickets were used, for all workers of this gateway at once, and through the database for all gateways.
import type { Logger } from "pino";
import { forgetRedeemedTickets, redeemTicket } from "#lib/credentials/tickets/commands.ts";
import type { Db } from "#lib/db/db.ts";
import { RedeemedTickets, type TicketToRedeem } from "#lib/routes/redeemed-tickets.ts";
import type { Database } from "./database.ts";

type TicketRedemptionOptions = {
  readonly database: Pick<Database, "get">;
  readonly isDatabaseUp: () => boolean;
  readonly log: Pick<Logger, "warn">;
  readonly now: () => Date;
};

export class TicketRedemption {
  readonly #options: TicketRedemptionOptions;
  readonly #redeemed = new RedeemedTickets();

  constructor(options: TicketRedemptionOptions) {
    this.#options = options;
  }

  /**
   * True where nobody has redeemed it before. Without a database this gateway alone is sure of it: tickets go on to open,
   * and one could be used once at each gateway.
   */
  async redeem(ticket: TicketToRedeem): Promise<boolean> {
    const { database, isDatabaseUp, log, now } = this.#options;
    if (!this.#redeemed.add(ticket, now().getTime())) return false;
    if (!isDatabaseUp()) return true;
    try {
      return await redeemTicket(database.get(), ticket);
    } catch (error) {
      log.warn({ err: error }, "a ticket could not be noted as used for other gateways");
      return true;
    }
  }

  async prune(db: Db): Promise<void> {
    await forgetRedeemedTickets(db, this.#options.now());
  }
}
