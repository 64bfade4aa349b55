metadata description = 'Mails when a month costs more than was meant. A budget warns; it stops nothing.'

param amount int
param contacts string[]

@description('Counts for the first deployment only: a budget begins with the month in which it is made.')
param startDate string = utcNow('yyyy-MM-01')

var thresholds = [
  { name: 'half', percent: 50, of: 'Actual' }
  { name: 'spent', percent: 100, of: 'Actual' }
  { name: 'will-be-spent', percent: 100, of: 'Forecasted' }
]

@onlyIfNotExists()
resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'monthly'
  properties: {
    amount: amount
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: toObject(thresholds, threshold => threshold.name, threshold => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: threshold.percent
      thresholdType: threshold.of
      contactEmails: contacts
    })
  }
}
