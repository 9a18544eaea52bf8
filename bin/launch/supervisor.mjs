// Runs several processes as one: waits until each answers, restarts one that dies, ends all of them in order.
// Own code, though the `concurrently` library is close: it has no readiness, never resets its restart count
// and does not restart after exit code 0, runs commands through a shell, and ends them through `ps`, which
// slim container images lack.
import { LaunchFailure } from "../prepare/launch-failure.mjs";
import { prefixes } from "./prefixed-lines.mjs";
import { waitUntil, watchLiveness } from "./readiness.mjs";
import { describeEnd, startProcess } from "./supervised-process.mjs";

const defaults = {
  restartDelaysMs: [500, 1_000, 2_000, 4_000, 8_000],
  // A process that served this long has recovered; its next death starts counting anew.
  healthyAfterMs: 60_000,
  readyTimeoutMs: 120_000,
  stopTimeoutMs: 40_000,
  // A process that serves is asked on and on; one that stays silent hangs, and nothing but a new one helps.
  probeIntervalMs: 5_000,
  silentAfterMs: 30_000,
  killAfterMs: 5_000,
};

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string} runtime path of the Node that runs it
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {() => Promise<boolean>} isReady asked until it answers true
 * @property {() => Promise<boolean>} [isAlive] asked for as long as it runs; silence means that it hangs
 * @property {boolean} [stopsLast] ended only after the others have
 */

export class Supervisor {
  #options;
  #out;
  #prefix;
  #members;
  #isStopping = false;
  #finished;
  #finish = () => {};

  /**
   * @param {Service[]} services
   * @param {Partial<typeof defaults> & { out?: { write(text: string): unknown, isTTY?: boolean } }} [options]
   */
  constructor(services, { out = process.stdout, ...options } = {}) {
    this.#options = { ...defaults, ...options };
    this.#out = out;
    this.#prefix = prefixes([...services.map(({ name }) => name), "sluice"], out);
    this.#members = services.map((service) => ({
      service,
      running: null,
      startedAt: 0,
      restarts: 0,
      timer: undefined,
      unwatch: undefined,
      isSilent: false,
    }));
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Resolves with the exit code once every process has ended. */
  get finished() {
    return this.#finished;
  }

  get isStopping() {
    return this.#isStopping;
  }

  /**
   * Starts all processes at once and resolves when each answers. One that dies before that ends the others:
   * a wrong setting does not get better by trying again.
   * @throws {LaunchFailure}
   */
  async start() {
    try {
      await Promise.all(this.#members.map((member) => this.#startFirst(member)));
    } catch (error) {
      await this.stop(1);
      throw error;
    }
  }

  /**
   * Ends every process in order, by force when the time is up, and resolves with the exit code.
   * @param {number} exitCode
   */
  async stop(exitCode) {
    if (this.#isStopping) return this.#finished;
    this.#isStopping = true;
    for (const member of this.#members) {
      clearTimeout(member.timer);
      member.unwatch?.();
    }
    let isForced = false;
    const deadline = setTimeout(() => {
      isForced = true;
      this.#say("not everything ended in time; ending the rest by force");
      this.kill();
    }, this.#options.stopTimeoutMs);
    // The sample backend goes last, so that live connections see the gateway's 1012 and not a lost backend.
    await this.#stopMembers(this.#members.filter(({ service }) => !service.stopsLast));
    await this.#stopMembers(this.#members.filter(({ service }) => service.stopsLast));
    clearTimeout(deadline);
    this.#finish(isForced ? 1 : exitCode);
    return this.#finished;
  }

  /** Ends every process and its children at once. */
  kill() {
    for (const { running } of this.#members) running?.kill();
  }

  #say(text) {
    this.#out.write(`${this.#prefix("sluice")}${text}\n`);
  }

  #launch(member) {
    const { service } = member;
    member.startedAt = Date.now();
    member.isSilent = false;
    member.running = startProcess(service, this.#prefix(service.name), this.#out);
    return member.running.ended.then((end) => {
      member.running = null;
      member.unwatch?.();
      return end;
    });
  }

  /** Ends a process that no longer answers; what follows is the same as when it died by itself. */
  #watch(member) {
    const { isAlive, name } = member.service;
    const { running } = member;
    if (!isAlive || !running) return;
    const { probeIntervalMs, silentAfterMs, killAfterMs } = this.#options;
    member.unwatch = watchLiveness(isAlive, { intervalMs: probeIntervalMs, silentAfterMs }, () => {
      if (this.#isStopping) return;
      member.isSilent = true;
      this.#say(`the ${name} has not answered for ${silentAfterMs / 1_000} s; ending it`);
      running.stop();
      const timer = setTimeout(() => {
        this.#say(`the ${name} does not end by itself; ending it by force`);
        running.kill();
      }, killAfterMs);
      void running.ended.then(() => clearTimeout(timer));
    });
  }

  /** Resolves true when the process serves, false when it takes too long, else with how it ended. */
  #serves(member, ended) {
    let hasEnded = false;
    void ended.then(() => {
      hasEnded = true;
    });
    const isOver = () => hasEnded || this.#isStopping;
    const ready = waitUntil(member.service.isReady, { timeoutMs: this.#options.readyTimeoutMs, isOver });
    return Promise.race([ended, ready]);
  }

  async #startFirst(member) {
    const { name } = member.service;
    const ended = this.#launch(member);
    const outcome = await this.#serves(member, ended);
    if (this.#isStopping) return;
    if (outcome === true) {
      this.#watch(member);
      void ended.then((end) => this.#onUnexpectedEnd(member, end));
      return;
    }
    const reason =
      outcome === false ? "did not answer in time" : `ended while starting (${describeEnd(outcome)})`;
    throw new LaunchFailure(`The ${name} ${reason}; its log is above.`);
  }

  async #restart(member) {
    const ended = this.#launch(member);
    void ended.then((end) => this.#onUnexpectedEnd(member, end));
    const outcome = await this.#serves(member, ended);
    if (this.#isStopping) return;
    // One that never came up is watched too: it counts as silent, and gets its turn again.
    this.#watch(member);
    if (outcome === true) this.#say(`the ${member.service.name} answers again`);
  }

  #onUnexpectedEnd(member, end) {
    if (this.#isStopping) return;
    const { name } = member.service;
    const reason = member.isSilent ? "it did not answer" : describeEnd(end);
    const { restartDelaysMs, healthyAfterMs } = this.#options;
    if (Date.now() - member.startedAt >= healthyAfterMs) member.restarts = 0;
    const delayMs = restartDelaysMs[member.restarts];
    if (delayMs === undefined) {
      this.#say(`the ${name} ended again (${reason}); giving up after ${restartDelaysMs.length} restarts`);
      void this.stop(1);
      return;
    }
    member.restarts += 1;
    const count = `${member.restarts} of ${restartDelaysMs.length}`;
    this.#say(`the ${name} ended unexpectedly (${reason}); restart ${count} in ${delayMs / 1_000} s`);
    member.timer = setTimeout(() => void this.#restart(member), delayMs);
  }

  async #stopMembers(members) {
    const running = members.flatMap((member) => member.running ?? []);
    for (const child of running) child.stop();
    await Promise.all(running.map((child) => child.ended));
  }
}
