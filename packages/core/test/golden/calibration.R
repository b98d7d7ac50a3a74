# AUC with DeLong's interval, its unpaired comparison, and the Brier score, to compare against.
# Run in this folder (Debian: r-base-core, r-cran-proc): Rscript calibration.R > calibration.json

suppressMessages(library(pROC))
set.seed(20260704)

number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g", width = 1))
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
object <- function(fields) paste0("{ ", paste0("\"", names(fields), "\": ", unlist(fields), collapse = ", "), " }")

# A low score goes with the event: in pROC, controls are above cases.
reference <- function(score, event) {
  curve <- roc(event, score, levels = c(FALSE, TRUE), direction = ">", quiet = TRUE)
  limits <- suppressWarnings(ci.auc(curve, method = "delong"))
  risk <- (100 - score) / 100
  shares <- tapply(event, score, mean)
  counts <- tapply(event, score, length)
  risks <- (100 - as.numeric(names(shares))) / 100
  object(list(
    score = list_of(score),
    event = paste0("[", paste(ifelse(event, "true", "false"), collapse = ", "), "]"),
    auc = number(as.numeric(auc(curve))),
    variance = number(var(curve, method = "delong")),
    low = number(limits[1]),
    high = number(limits[3]),
    p = number(wilcox.test(score[event], score[!event], exact = FALSE, correct = FALSE)$p.value),
    brier = number(mean((risk - event)^2)),
    murphy_reliability = number(sum(counts * (risks - shares)^2) / length(event)),
    murphy_resolution = number(sum(counts * (shares - mean(event))^2) / length(event)),
    uncertainty = number(mean(event) * (1 - mean(event)))
  ))
}

draw <- function(n, points, slope) {
  score <- sample(points, n, replace = TRUE)
  list(score = score, event = runif(n) < plogis(slope * (45 - score)))
}

sets <- list(
  draw(40, seq(0, 100, by = 10), 0.05),
  draw(60, seq(0, 100, by = 25), 0.02),
  draw(120, 0:100, 0.03),
  draw(80, seq(0, 100, by = 5), 0),
  draw(80, seq(0, 100, by = 10), -0.03),
  list(score = c(10, 20, 20, 30, 70, 70, 90, 50), event = c(TRUE, TRUE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE))
)

curves <- lapply(sets, function(s) roc(s$event, s$score, levels = c(FALSE, TRUE), direction = ">", quiet = TRUE))
compare <- function(i, j) {
  test <- roc.test(curves[[i]], curves[[j]], method = "delong", paired = FALSE)
  # pROC's unpaired test refers to Student's t; the statistic is DeLong's.
  object(list(a = i - 1, b = j - 1, statistic = number(unname(test$statistic))))
}

# Newcombe (2006), method 5, of groups that don't overlap: the area whose distance from 1 is z standard errors.
apart <- function(m, n) {
  error <- function(area) {
    size <- (m + n) / 2 - 1
    sqrt(area * (1 - area) * (1 + size * (1 - area) / (2 - area) + size * area / (1 + area)) / (m * n))
  }
  low <- uniroot(function(area) 1 - area - qnorm(0.975) * error(area), c(1e-9, 1 - 1e-9), tol = 1e-15)$root
  object(list(events = m, others = n, low = number(low)))
}

cat("{\n  \"source\": \"", R.version.string, ", pROC ", as.character(packageVersion("pROC")),
  ": roc, auc, var and ci.auc by DeLong, roc.test unpaired; wilcox.test; Newcombe's score interval by uniroot; Brier score and Murphy's parts by definition (calibration.R)\",\n", sep = "")
cat("  \"sets\": [\n    ", paste(sapply(sets, function(s) reference(s$score, s$event)), collapse = ",\n    "), "\n  ],\n", sep = "")
cat("  \"comparisons\": [\n    ", paste(c(compare(1, 2), compare(3, 4), compare(1, 5)), collapse = ",\n    "), "\n  ],\n", sep = "")
cat("  \"apart\": [\n    ", paste(c(apart(2, 2), apart(20, 20), apart(3, 50), apart(2000, 2000)), collapse = ",\n    "), "\n  ]\n}\n", sep = "")
