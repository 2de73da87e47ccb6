// Bundles src into dist, with the files that are read at run time and the licences of what is bundled: `npm run build`.
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { bundles, root } from './bundles.mjs'
import { bundledPackages, noticesText } from './notices.mjs'

await rm(`${root}/dist`, { recursive: true, force: true })
const built = await Promise.all(bundles.map((options) => build(options)))
for (const file of ['index.html', 'page.css', 'icon.svg']) await copyFile(`${root}/src/simulator/page/${file}`, `${root}/dist/page/${file}`)
// Read at run time, when a failure is shown.
await copyFile(`${root}/src/messages/explanations.json`, `${root}/dist/explanations.json`)
const packages = bundledPackages(built.map(({ metafile }) => metafile), root)
await writeFile(`${root}/dist/THIRD-PARTY-NOTICES.txt`, noticesText(packages))
