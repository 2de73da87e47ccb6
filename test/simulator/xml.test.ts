import { expect, it } from 'vitest'
import { toXml } from '../../src/simulator/xml.ts'

it('an answer in XML repeats elements for lists, escapes texts, and leaves out what is absent', () => {
  const text = toXml('A', { Vpcs: { Vpc: [{ Id: 1, On: false }, { Id: 2 }] }, Empty: [], None: undefined, Nil: null, Text: '<&"\u0000\ud800x\u{1f600}>' })
  expect(text).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<A><Vpcs><Vpc><Id>1</Id><On>false</On></Vpc><Vpc><Id>2</Id></Vpc></Vpcs>'
    + '<Text>&lt;&amp;&quot;\ufffd\ufffdx\u{1f600}&gt;</Text></A>\n')
})
