        // from, to, count
        private static sys::ReadOnlySpan<int> Columns0Runs => [0, 0, 1, 2, 3, 1];

        /// <summary>The columns of numbers, each at its place; the vectors that take the places of the others come after. 0 past a row's end.</summary>
        private static void Columns0Forward(Workspace ws, int rowBegin, int rowEnd)
        {
            gen::FeatureColumns.Forward(ws.Time, ws.Input.Span, 8, Columns0Runs, ws.Columns.Span, 8, rowBegin, rowEnd);
        }

        /// <summary>The gradient of the columns of numbers; that of categories is 0.</summary>
        private static void Columns0Backward(Workspace ws, int rowBegin, int rowEnd)
        {
            if (!ws.WantInputGradient)
                return;
            gen::FeatureColumns.Backward(ws.Time, ws.ColumnsGradient.Span, 8, Columns0Runs, ws.InputGradient.Span, 8, rowBegin, rowEnd);
        }