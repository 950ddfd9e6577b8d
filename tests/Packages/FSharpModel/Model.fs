module Model

open LstmGen

[<RecurrentModel>]
[<Features(1)>]
[<Lstm(8)>]
[<Regression(1)>]
type Forecaster() = class end
