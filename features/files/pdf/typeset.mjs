import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'

// A thread of its own: setting hundreds of sessions takes the processor for longer than pages may wait.
const require = createRequire(path.join(process.cwd(), 'package.json'))
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler')

const FONTS = {
  '@expo-google-fonts/onest': ['400Regular/Onest_400Regular', '500Medium/Onest_500Medium'],
  '@expo-google-fonts/source-serif-4': ['400Regular/SourceSerif4_400Regular', '600SemiBold/SourceSerif4_600SemiBold'],
}
const fontBlobs = Object.entries(FONTS).flatMap(([name, files]) => {
  const folder = path.dirname(require.resolve(`${name}/package.json`))
  return files.map((file) => readFileSync(path.join(folder, `${file}.ttf`)))
})

const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] })
const compiled = compiler.compile({ mainFileContent: workerData.template, inputs: { data: workerData.data } })
if (!compiled.result) throw new Error(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics))
parentPort.postMessage(compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }))
