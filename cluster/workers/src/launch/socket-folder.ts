import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the Unix sockets of one launch, which only this user may enter. */
export class SocketFolder {
  private constructor(readonly path: string) {}

  static async create(): Promise<SocketFolder> {
    // mkdtemp creates it with mode 0700. The name is short because the path of a socket is limited to 107 bytes.
    return new SocketFolder(await mkdtemp(join(tmpdir(), 'disco-')));
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
