metadata description = 'The pages on which people look at what the app tells: made by `npm run workbooks`, shown in docs/operations.md.'

param location string
param tags { *: string }
param workspaceId string

var workbooks = [
  {
    name: 'process-overview'
    title: 'Process overview'
    content: loadTextContent('../workbooks/process-overview.json')
  }
  {
    name: 'instance-story'
    title: 'One instance\'s story'
    content: loadTextContent('../workbooks/instance-story.json')
  }
  {
    name: 'approvals-and-sla'
    title: 'Approvals and SLA'
    content: loadTextContent('../workbooks/approvals-and-sla.json')
  }
  {
    name: 'errors-and-compensations'
    title: 'Errors and compensations'
    content: loadTextContent('../workbooks/errors-and-compensations.json')
  }
  {
    name: 'services-and-circuits'
    title: 'Services and circuits'
    content: loadTextContent('../workbooks/services-and-circuits.json')
  }
  {
    name: 'capacity'
    title: 'Capacity'
    content: loadTextContent('../workbooks/capacity.json')
  }
]

resource pages 'Microsoft.Insights/workbooks@2023-06-01' = [
  for workbook in workbooks: {
    // The portal finds a workbook by a GUID only.
    name: guid(resourceGroup().id, workbook.name)
    location: location
    tags: tags
    kind: 'shared'
    properties: {
      displayName: 'Execution Orchestrator: ${workbook.title}'
      category: 'workbook'
      sourceId: workspaceId
      serializedData: replace(workbook.content, '__WORKSPACE_ID__', workspaceId)
    }
  }
]
