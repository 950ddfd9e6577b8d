open System
open LstmGen
open Library

let ids: int array array = [| [| 1; 2; 3 |]; [| 4; 5 |]; [| 1; 3 |]; [| 5; 4; 4 |] |]
let set = SequenceSet.FromTokens(ids).WithClasses([| 0; 1; 0; 1 |])
let model = Sentiment(1)
let options = FitOptions(Epochs = 40, Optimizer = Adam(0.01))
model.Fit(set, options) |> ignore
let good = model.Predict(ReadOnlySpan<int>([| 1; 2 |]))[0] > 0.5f
printfn "f#: %s" (if good then "learnt" else "not learnt")
