import type { Container } from './container.ts';

/** The containers of one function. As in Lambda each takes one invocation at a time; unlike there, there are few. */
export type Pool = {
  /** A container for this caller alone: an idle one, or the first that becomes free or has started. */
  take(): Promise<Container>;
  giveBack(container: Container): void;
  /** Somebody waits for a container. */
  crowded(): boolean;
  warm(): Promise<void>;
  /** All die, with what runs in them; the next invocation starts a new one. */
  kill(): Promise<void>;
  /** Those that run end as they began; the next invocation starts a new one. */
  renew(): void;
  /** Dies for good. */
  close(): Promise<void>;
};

/** Starting one takes a core for half a second: what becomes free sooner is worth the wait, and they start one after the other. */
const patienceMs = 150;
const idleMs = 60_000;

export function createPool(start: () => Container, most = 4): Pool {
  const all = new Set<Container>();
  const outdated = new WeakSet<Container>();
  const idle: { container: Container; reaper: NodeJS.Timeout }[] = [];
  const waiting: ((container: Container) => void)[] = [];
  let starting = 0;
  let growing: NodeJS.Timeout | undefined;
  let closed = false;

  function forget(): void {
    for (const container of all) if (container.retired) all.delete(container);
  }

  async function open(): Promise<void> {
    const container = start();
    all.add(container);
    starting += 1;
    await container.ready;
    starting -= 1;
    offer(container);
    growSoon();
  }

  function grow(): void {
    forget();
    if (!closed && waiting.length > 0 && starting === 0 && all.size < most) void open();
  }

  function growSoon(): void {
    if (growing) return;
    growing = setTimeout(() => {
      growing = undefined;
      grow();
    }, patienceMs);
  }

  function offer(container: Container): void {
    if (outdated.has(container)) {
      grow();
      return;
    }
    const next = waiting.shift();
    // One that died at its start is handed over too: whoever invokes it learns why.
    if (next) next(container);
    else if (!container.retired) {
      const reaper = setTimeout(() => all.size > 1 && reap(container), idleMs).unref();
      idle.push({ container, reaper });
    }
  }

  function reap(container: Container): void {
    idle.splice(
      idle.findIndex((one) => one.container === container),
      1,
    );
    all.delete(container);
    container.retire();
  }

  async function kill(): Promise<void> {
    await Promise.all([...all].map((container) => container.kill()));
  }

  return {
    take() {
      for (let last = idle.pop(); last; last = idle.pop()) {
        clearTimeout(last.reaper);
        if (!last.container.retired) return Promise.resolve(last.container);
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
        forget();
        if (all.size === 0) grow();
        else growSoon();
      });
    },
    crowded: () => waiting.length > 0,
    giveBack(container) {
      if (container.retired) grow();
      else offer(container);
    },
    async warm() {
      if (all.size === 0) await open();
    },
    kill,
    renew() {
      for (const container of all) {
        outdated.add(container);
        container.retire();
      }
    },
    async close() {
      closed = true;
      await kill();
      const [dead] = all;
      for (const next of waiting.splice(0)) if (dead) next(dead);
    },
  };
}
