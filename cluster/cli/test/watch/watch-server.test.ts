import { afterEach, describe, expect, it } from 'vitest';
import type { HttpPlace } from '../../src/http/http-door.js';
import { WatchServer } from '../../src/watch/watch-server.js';
import type { Order, RunView, Watched } from '../../src/watch/watched.js';

/** A run that counts how often it is asked. */
class Scene implements Watched {
  readonly page = 'run';
  views = 0;
  readonly orders: (readonly [Order, string])[] = [];
  refusal: string | undefined;
  ending: string | undefined;

  async view(): Promise<RunView> {
    this.views += 1;
    return { title: '<b>a & b</b>', status: 'running', attempt: 1, until: 9, workers: [], ending: this.ending };
  }

  async order(order: Order, of: string): Promise<void> {
    if (this.refusal !== undefined) throw new Error(this.refusal);
    this.orders.push([order, of]);
  }
}

const HERE: HttpPlace = { host: '127.0.0.1', port: 0 };
const servers: WatchServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function serve(scene: Scene, place: Partial<HttpPlace> = {}): Promise<URL> {
  const server = await WatchServer.listen(scene, { ...HERE, ...place });
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
      ['page.js', 'text/javascript'],
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
    expect((await reader?.read())?.value).toBe(`event: message\ndata: ${JSON.stringify(await scene.view())}\n\n`);
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
    expect((await give('pause/job-1')).status).toBe(200);
    expect(scene.orders).toEqual([
      ['pause', ''],
      ['resume', ''],
      ['cancel', ''],
      ['pause', 'job-1'],
    ]);
    expect((await give('explode')).status).toBe(404);
    // What changes a run is never a link.
    expect((await fetch(new URL('cancel', url))).status).toBe(404);
    scene.refusal = 'the run is over';
    const refused = await give('pause');
    expect([refused.status, await refused.text()]).toEqual([409, 'the run is over']);
  });

  it('takes orders only from itself, whoever knows its address', async () => {
    const scene = new Scene();
    const url = await serve(scene);
    const giveFrom = async (origin: string): Promise<number> =>
      (await fetch(new URL('cancel', url), { method: 'POST', headers: { origin } })).status;
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
      expect(await giveFrom(origin)).toBe(403);
    expect(scene.orders).toEqual([]);
    expect(await giveFrom(url.origin)).toBe(200);
  });

  it('keeps its address where it has a token of its own', async () => {
    const url = await serve(new Scene(), { token: 'a-token-of-the-test' });
    expect(url.pathname).toBe('/a-token-of-the-test/');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(new URL('/a-token-of-the-tesT/', url))).status).toBe(404);
  });

  it('cannot be served at a port that is taken', async () => {
    const { port } = await serve(new Scene());
    await expect(WatchServer.listen(new Scene(), { ...HERE, port: Number(port) })).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringMatching(
        `cannot listen at 127.0.0.1:${port}: .*EADDRINUSE.*; choose another address`,
      ) as string,
    });
  });
});
