import { stage, told } from './support/stage.ts'
  const s = await stage()
  for (const c of [['up'],['up'],['down','--yes']]) {
    s.proxy.reset(); const t = Date.now()
    const e = await s.run(c)
    console.log(c[0], e.code, Date.now()-t, s.proxy.calls.length, JSON.stringify(await s.count()), e.code ? told(e) : '')
    console.log(s.proxy.calls.map(c=>c.action).join(' '))
  }
  await s.restore('first')
    console.log(JSON.stringify(await s.count()))
  await s.stop()
