import type { WorldFile } from './world-schema.ts'

/**
 * The world of the documented scenario, value for value: the one file of the simulator in which IDs, addresses, names and
 * pages of the example stand. The config of the example names the same IDs.
 */
export const EXAMPLE_WORLD: WorldFile = {
  seed: 'example',
  region: 'cn-hangzhou',
  accounts: [
    { id: '1098765432101234', name: 'default' },
    { id: '1098765432105678', name: 'partner' },
  ],
  regions: [
    {
      id: 'cn-hangzhou',
      name: 'China (Hangzhou)',
      code: 'bp1',
      zones: [
        { id: 'cn-hangzhou-b', name: 'Hangzhou Zone B', alb: false },
        { id: 'cn-hangzhou-f', name: 'Hangzhou Zone F', alb: false, privatelink: false },
        { id: 'cn-hangzhou-g', name: 'Hangzhou Zone G' },
        { id: 'cn-hangzhou-h', name: 'Hangzhou Zone H' },
        { id: 'cn-hangzhou-i', name: 'Hangzhou Zone I' },
        { id: 'cn-hangzhou-j', name: 'Hangzhou Zone J' },
        { id: 'cn-hangzhou-k', name: 'Hangzhou Zone K', privatelink: false },
      ],
    },
    {
      id: 'cn-shanghai',
      name: 'China (Shanghai)',
      code: 'uf6',
      zones: [
        { id: 'cn-shanghai-f', name: 'Shanghai Zone F' },
        { id: 'cn-shanghai-g', name: 'Shanghai Zone G' },
      ],
    },
  ],
  vpcs: [
    {
      id: 'vpc-bp1i59bwvdtb1tv8tlkc8',
      name: 'VPC 1',
      cidr: '10.0.0.0/8',
      vSwitches: [
        { id: 'vsw-bp1r419i8hpgioougw8un', name: 'VPC 1 zone H', zone: 'cn-hangzhou-h', cidr: '10.0.10.0/24' },
        { id: 'vsw-bp1qxm7w9nu6tv0eyp93r', name: 'VPC 1 zone I', zone: 'cn-hangzhou-i', cidr: '10.10.0.0/24' },
      ],
      securityGroups: [
        {
          id: 'sg-bp1f163sff2z4jogt0x9',
          name: 'endpoint',
          rules: [
            { protocol: 'tcp', ports: '80/80', cidr: '10.0.10.0/24' },
            { protocol: 'tcp', ports: '80/80', cidr: '10.10.0.0/24' },
          ],
        },
        // The instances have a group of their own: members of one group reach each other whatever its rules say.
        { id: 'sg-bp1xudhvr3vd0ie37kjd', name: 'consumer default' },
      ],
      instances: [
        {
          id: 'i-bp1h217ih52y4llt9xkg',
          name: 'ECS 01',
          vSwitch: 'VPC 1 zone H',
          address: '10.0.10.3',
          securityGroups: ['consumer default'],
          os: 'windows',
          osName: 'Windows Server 2012 R2 Datacenter 64bit English',
        },
        {
          id: 'i-bp1s932shl5swfxktmy6',
          name: 'ECS 02',
          vSwitch: 'VPC 1 zone I',
          address: '10.10.0.27',
          securityGroups: ['consumer default'],
          os: 'windows',
          osName: 'Windows Server 2012 R2 Datacenter 64bit English',
        },
      ],
    },
    {
      id: 'vpc-bp16xl1gorbiigaaphj4h',
      name: 'VPC 2',
      cidr: '192.168.0.0/16',
      vSwitches: [
        { id: 'vsw-bp16ezaqdqcgn65kudrcr', name: 'VPC 2 zone H', zone: 'cn-hangzhou-h', cidr: '192.168.3.0/24' },
        { id: 'vsw-bp1e9vs31n7kbnp11og91', name: 'VPC 2 zone I', zone: 'cn-hangzhou-i', cidr: '192.168.5.0/24' },
      ],
      securityGroups: [
        {
          id: 'sg-bp1zhvt7acezb4jm6e9z',
          name: 'default',
          rules: [
            { protocol: 'tcp', ports: '80/80', cidr: '192.168.3.0/24' },
            { protocol: 'tcp', ports: '80/80', cidr: '192.168.5.0/24' },
          ],
        },
      ],
      instances: [
        {
          id: 'i-bp1qxffdja8169jm1s2b',
          name: 'ECS 03',
          vSwitch: 'VPC 2 zone H',
          address: '192.168.3.190',
          securityGroups: ['default'],
          osName: 'Alibaba Cloud Linux 3.2104 LTS 64bit',
          services: [{ port: 80, page: 'Hello World ! This is ECS03.' }],
        },
        {
          id: 'i-bp1hk1ovqtowuzky1hy3',
          name: 'ECS 04',
          vSwitch: 'VPC 2 zone I',
          address: '192.168.5.20',
          securityGroups: ['default'],
          osName: 'Alibaba Cloud Linux 3.2104 LTS 64bit',
          services: [{ port: 80, page: 'Hello World ! This is ECS04.' }],
        },
      ],
    },
  ],
}
