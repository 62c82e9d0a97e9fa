import { afterEach, describe, expect, it } from 'vitest';
import { WatchServer } from '../../src/watch/watch-server.js';
import type { Order, RunView, Watched } from '../../src/watch/watched.js';

/** A run that counts how often it is asked. */
class Scene implements Watched {
  views = 0;
  readonly orders: Order[] = [];
  refusal: string | undefined;
  ending: string | undefined;

  async view(): Promise<RunView> {
    this.views += 1;
    return { title: '<b>a & b</b>', status: 'running', attempt: 1, until: 9, workers: [], ending: this.ending };
  }

  async order(order: Order): Promise<void> {
    if (this.refusal !== undefined) throw new Error(this.refusal);
    this.orders.push(order);
  }
}

const servers: WatchServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function serve(scene: Scene): Promise<URL> {
  const server = await WatchServer.listen(scene, 0);
  servers.push(server);
  return new URL(server.url);
}

describe('the page to watch a run', () => {
  it('is served to who has its address, and to nobody else', async () => {
    const url = await serve(new Scene());
    for (const [name, type] of [
      ['', 'text/html'],
      ['watch.css', 'text/css'],
      ['watch.js', 'text/javascript'],
    ] as const) {
      const response = await fetch(new URL(name, url));
      expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
        status: 200,
        type: `${type}; charset=utf-8`,
      });
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const { origin, pathname } = url;
    for (const path of [
      '/',
      '/watch.js',
      '/events',
      pathname.replace(/.\/$/, '/'),
      `${pathname}../watch.html`,
      `${pathname}x`,
    ])
      expect((await fetch(`${origin}${path}`)).status).toBe(404);
    const order = await fetch(`${origin}/cancel`, { method: 'POST' });
    expect(order.status).toBe(404);
    expect(url.hostname).toBe('127.0.0.1');
  });

  it('asks the run only while somebody looks, and shows how it ended', async () => {
    const scene = new Scene();
    const url = await serve(scene);
    await fetch(url);
    expect(scene.views).toBe(0);
    const { body } = await fetch(new URL('events', url));
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(`data: ${JSON.stringify(await scene.view())}\n\n`);
    scene.ending = 'digest 1';
    await servers[0]?.close();
    let last = '';
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) last = part.value;
    expect(last).toContain('"ending":"digest 1"');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('passes orders on, and says why one is refused', async () => {
    const scene = new Scene();
    const url = await serve(scene);
    const give = (order: string): Promise<Response> => fetch(new URL(order, url), { method: 'POST' });
    for (const order of ['pause', 'resume', 'cancel']) expect((await give(order)).status).toBe(200);
    expect(scene.orders).toEqual(['pause', 'resume', 'cancel']);
    expect((await give('explode')).status).toBe(404);
    // What changes a run is never a link.
    expect((await fetch(new URL('cancel', url))).status).toBe(404);
    scene.refusal = 'the run is over';
    const refused = await give('pause');
    expect([refused.status, await refused.text()]).toEqual([409, 'the run is over']);
  });

  it('cannot be served at a port that is taken', async () => {
    const { port } = await serve(new Scene());
    await expect(WatchServer.listen(new Scene(), Number(port))).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringMatching(`${port}: .*EADDRINUSE.*; choose another --watch-port`) as string,
    });
  });
});
