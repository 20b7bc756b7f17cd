/** What a view asked the server for; the last answer stays while the next one comes. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(true);
  private round = $state(0);

  /**
   * Asks again whenever something that `request` reads before its first wait has changed.
   * To be made while a component is set up; what was asked before is given up.
   */
  constructor(request: (signal: AbortSignal) => Promise<T>) {
    $effect(() => {
      void this.round;
      const controller = new AbortController();
      this.busy = true;
      request(controller.signal).then(
        (value) => {
          if (controller.signal.aborted) return;
          this.value = value;
          this.error = null;
          this.busy = false;
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          this.error = error;
          this.busy = false;
        },
      );
      return () => controller.abort();
    });
  }

  again(): void {
    this.round += 1;
  }
}
