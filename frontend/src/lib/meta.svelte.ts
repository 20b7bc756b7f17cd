// What the server says of the archive; loaded once, counts anew after decisions.
import { get } from './api';
import type { Meta } from './types';

class Archive {
  meta = $state<Meta | null>(null);
  error = $state<unknown>(null);

  async load(): Promise<void> {
    try {
      this.meta = await get<Meta>('meta');
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}

export const archive = new Archive();
