using LstmGen;

[RecurrentModel]
[Features(1)]
[Lstm(8)]
[Regression(1)]
public partial class Forecaster;
