import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfigWithTheme, type PageData } from 'vitepress';

interface SiteData {
  readonly repository: string;
  readonly node: object;
  readonly sidebar: DefaultTheme.SidebarItem[];
  readonly reference: DefaultTheme.SidebarItem[];
}

// Written by src/pages/assemble.ts, as are the pages.
const made = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const { repository, node, sidebar, reference } = JSON.parse(readFileSync(made('site.json'), 'utf8')) as SiteData;

/** Anchors as GitHub makes them, so that a link works on the site and in the repository. */
function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

export default defineConfigWithTheme<DefaultTheme.Config & { readonly node: object }>({
  title: 'Disco Engine',
  description: 'A deterministic discrete-event simulation core for TypeScript',
  lang: 'en',
  srcDir: made('pages'),
  outDir: made('site'),
  cacheDir: made('cache'),
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  markdown: {
    anchor: { slugify },
    theme: { light: 'github-light', dark: 'github-dark' },
  },
  vite: {
    // The index of the search is one file, which a browser loads when somebody searches.
    build: { chunkSizeWarningLimit: 2000 },
    plugins: [
      {
        // What renders the pages runs once, so it may be large; to make it small takes longer.
        name: 'no-tree-shaking-on-the-server',
        config: (_, { isSsrBuild }) =>
          isSsrBuild === true ? { build: { rollupOptions: { treeshake: false } } } : undefined,
      },
    ],
  },
  themeConfig: {
    logo: '/icon.svg',
    // What the model of the first page gave in Node when the site was built.
    node,
    nav: [
      { text: 'Learn', link: '/tutorial/first-model', activeMatch: '^/tutorial/' },
      { text: 'Guides', link: '/guides/processes', activeMatch: '^/guides/' },
      { text: 'Explanation', link: '/explanation/time-and-order', activeMatch: '^/explanation/' },
      { text: 'Reference', link: '/reference/sdk', activeMatch: '^/(reference|packages)/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
    ],
    sidebar: { '/api/': reference, '/': [{ text: 'Overview', link: '/overview' }, ...sidebar] },
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        // Without code, whose words would bury those of the text, and whose colours take half of the time.
        _render: (text, env, markdown) => markdown.render(text.replace(/^(\s*)```[^]*?^\1```$/gm, ''), env),
        miniSearch: {
          searchOptions: {
            // Pages explain; the reference of each name comes after them.
            boostDocument: (id: string) => (id.includes('/api/') ? 0.5 : 1),
          },
        },
      },
    },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: ({ frontmatter }: PageData) => String(frontmatter['edit']), text: 'Edit this page' },
    footer: { message: 'Apache 2.0' },
  },
});
